"""Django's handle on insight."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Figures, and what is published of them."""

    name = "lianxin.followers.insight"
    label = "insight"
