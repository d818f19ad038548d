"""Django's handle on the console verbs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The console verbs."""

    name = "lianxin.interfaces.jobs"
    label = "jobs"
