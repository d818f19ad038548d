"""`lianxin document`: write the generated pages of the documentation."""

from pathlib import Path

from django.core.management.base import BaseCommand

from lianxin.interfaces.jobs.documents import pages


class Command(BaseCommand):
    """Write docs/."""

    help = "Write the pages of docs/ that come from the code's tables (states, verbs, refusals, settings)."

    def handle(self, **_: object) -> None:
        """Write every page."""
        for name, text in pages().items():
            path = Path("docs") / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self.stdout.write(str(path))
