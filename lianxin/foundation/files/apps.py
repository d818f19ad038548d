"""Django's handle on stored files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The table of stored files."""

    name = "lianxin.foundation.files"
    label = "files"
