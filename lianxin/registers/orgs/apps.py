"""Django's handle on the organisation registers."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """The organisation's tables."""

    name = "lianxin.registers.orgs"
    label = "orgs"
