"""Nothing writes or reads the note any more; its column stays, for the code of yesterday, until the next release."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0005_leave_to_act_for_somebody"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contact",
            name="address_note",
            field=models.BinaryField(db_default=b""),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name="contact", name="address_note")],
        ),
    ]
