"""Django's handle on matters."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    """The matters' table."""

    name = "lianxin.casework.matters"
    label = "matters"
