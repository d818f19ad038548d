"""A deed's key is unique by one index; the second, for LIKE, was written by every deed and read by none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0005_for_whom_a_substitute_acted"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("once",), name="entry_once_per_key"),
        ),
        migrations.AlterField(
            model_name="entry",
            name="once",
            field=models.CharField(max_length=64),
        ),
    ]
