"""Rotation reads the vault in the order of its rows: no index by the id of a key."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0006_a_contact_without_a_note"),
    ]

    operations = [
        migrations.AlterField(
            model_name="address",
            name="key_id",
            field=models.CharField(max_length=16),
        ),
        migrations.AlterField(
            model_name="contact",
            name="key_id",
            field=models.CharField(max_length=16),
        ),
    ]
