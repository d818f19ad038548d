"""Django's handle on the contact vault."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """The vault's table."""

    name = "lianxin.registers.residents"
    label = "residents"
