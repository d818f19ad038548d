"""`lianxin settings`: the environment variables and what they say now."""

from django.conf import settings
from django.utils.translation import gettext_noop

from lianxin.interfaces.jobs import language


class Command(language.Verb):
    """Show the configuration."""

    help = gettext_noop(
        "Show every environment variable: its purpose and its value now (secrets hidden)."
    )

    def handle(self, **_: object) -> None:
        """Print the table."""
        for name, value, purpose in settings.LIANXIN_VARIABLES:
            self.stdout.write(f"{name}={value}\n    {purpose}")
