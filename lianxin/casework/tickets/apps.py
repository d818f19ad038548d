"""Django's handle on tickets."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """The tickets' tables."""

    name = "lianxin.casework.tickets"
    label = "tickets"
