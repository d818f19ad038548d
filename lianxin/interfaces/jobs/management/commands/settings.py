"""`lianxin settings`: the environment variables and what they say now."""

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Show the configuration."""

    help = "Show every environment variable: its purpose and its value now (secrets hidden)."

    def handle(self, **_: object) -> None:
        """Print the table."""
        for name, value, purpose in settings.LIANXIN_VARIABLES:
            self.stdout.write(f"{name}={value}\n    {purpose}")
