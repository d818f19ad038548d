"""Django's handle on oversight."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The tables of oversight."""

    name = "lianxin.casework.oversight"
    label = "oversight"
