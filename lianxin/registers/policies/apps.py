"""Django's handle on the policies."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """The policies' tables."""

    name = "lianxin.registers.policies"
    label = "policies"
