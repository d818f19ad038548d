"""Django's handle on the pace at open doors."""

from django.apps import AppConfig


class PaceConfig(AppConfig):
    """The table of who has to wait."""

    name = "lianxin.foundation.pace"
    label = "pace"
