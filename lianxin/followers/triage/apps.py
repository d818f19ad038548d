"""Django's handle on triage."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """What the machine suggests."""

    name = "lianxin.followers.triage"
    label = "triage"
