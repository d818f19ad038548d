"""Django's handle on the notifications."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """The messages' table."""

    name = "lianxin.followers.notifications"
    label = "notifications"
