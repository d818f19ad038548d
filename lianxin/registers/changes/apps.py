"""Django's handle on the changes."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    """The tables of changes and of the rows that they touch."""

    name = "lianxin.registers.changes"
    label = "changes"
