"""Django's handle on knowledge."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """The tables of the knowledge register."""

    name = "lianxin.registers.knowledge"
    label = "knowledge"
