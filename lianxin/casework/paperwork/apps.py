"""Django's handle on the table registry."""

from django.apps import AppConfig


class PaperworkConfig(AppConfig):
    """Tables that somebody asks for, and what was filled in."""

    name = "lianxin.casework.paperwork"
    label = "paperwork"
