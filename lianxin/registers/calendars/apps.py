"""Django's handle on the calendars."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """The calendar's tables."""

    name = "lianxin.registers.calendars"
    label = "calendars"
