"""Django's handle on the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates and template tags."""

    name = "lianxin.interfaces.web"
    label = "web"
