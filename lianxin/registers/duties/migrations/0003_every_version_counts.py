"""Nothing withdraws a version any more; the column stays, for the code of yesterday, until the next release."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0002_stamps_of_the_duty_registers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="catalogue",
            name="status",
            field=models.CharField(max_length=16, db_default="published"),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name="catalogue", name="status")],
        ),
    ]
