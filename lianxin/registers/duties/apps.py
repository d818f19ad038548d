"""Django's handle on the duty registers."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """The tables of categories, duties and catalogues."""

    name = "lianxin.registers.duties"
    label = "duties"
