"""`lianxin bench NAME`: measure one thing, as a ratio to a reference of the same run."""

import argparse
import importlib
import sys
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.interfaces.jobs import language

FOLDER = Path("benchmarks")


class Command(language.Verb):
    """Run one of the programs in benchmarks/."""

    help = gettext_noop(
        "Run a benchmark from the folder benchmarks/ of a checkout: each makes its own throw-away "
        "PostgreSQL and data, and prints its figure beside a reference measured in the same run."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the name of the benchmark, and what it measures on."""
        parser.add_argument("name", choices=_names(), help=_("which one"))
        parser.add_argument("files", nargs="*", help=_("what it measures on, where it takes files"))

    def handle(self, *, name: str, files: list[str], **_: object) -> None:
        """Run it."""
        if not FOLDER.is_dir():
            raise CommandError("there is no folder benchmarks/ here: run this in a checkout")
        sys.path.insert(0, str(Path.cwd()))
        sys.argv = [name, *files]  # as its own command line has them
        importlib.import_module(f"benchmarks.{name.replace('-', '_')}").main()


def _names() -> list[str]:
    programs = (path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))
    return sorted(name.replace("_", "-") for name in programs)
