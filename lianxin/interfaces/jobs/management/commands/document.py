"""`lianxin document`: write the generated pages of the documentation."""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.interfaces.jobs import language
from lianxin.interfaces.jobs.documents import pages

DOCS = Path("docs")


class Command(language.Verb):
    """Write docs/."""

    help = gettext_noop(
        "Write the pages of docs/ that come from the code's tables (states, verbs, refusals, settings)."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the wish to look only."""
        parser.add_argument(
            "--check",
            action="store_true",
            help=_("write nothing; exit with 1 if a page is not current"),
        )

    def handle(self, *, check: bool, **_: object) -> None:
        """Write every page that is not current, or name it."""
        stale = {name: text for name, text in pages().items() if _kept(name) != text}
        for name, text in stale.items():
            self.stdout.write(name)
            if not check:
                (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
                (DOCS / name).write_text(text, encoding="utf-8")
        if check and stale:
            sys.exit(1)


def _kept(name: str) -> str:
    path = DOCS / name
    return path.read_text(encoding="utf-8") if path.exists() else ""
