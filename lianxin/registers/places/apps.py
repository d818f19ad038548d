"""Django's handle on service places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The tables of the register of service places."""

    name = "lianxin.registers.places"
    label = "places"
