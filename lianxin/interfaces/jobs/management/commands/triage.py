"""`lianxin triage`: learn from decided requests, suggest for new ones, and measure both on files."""

import argparse
from collections.abc import Mapping

from django.core.management.base import CommandError
from django.utils.translation import gettext_noop

from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.jobs import language
from lianxin.interfaces.jobs.triage import Subcommand, evaluate, predict, train, use
from lianxin.interfaces.jobs.triage.same import SAME
from lianxin.interfaces.jobs.triage.topics import TOPICS

UNUSABLE = 2  # exit status
SUBCOMMANDS: Mapping[str, Subcommand] = {
    "train": train.SUBCOMMAND,
    "predict": predict.SUBCOMMAND,
    "evaluate": evaluate.SUBCOMMAND,
    "use": use.SUBCOMMAND,
    "same": SAME,
    "topics": TOPICS,
}


class Command(language.Verb):
    """Run one subcommand."""

    help = gettext_noop(
        "Learn from decided requests, of this city or in a file, suggest for others, and measure how well it does."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take a subcommand, and what it takes."""
        below = parser.add_subparsers(dest="subcommand", required=True, metavar="SUBCOMMAND")
        for name, one in SUBCOMMANDS.items():
            one.options(below.add_parser(name, help=one.help, description=one.help))

    def handle(self, *, subcommand: str, **options: object) -> None:
        """Run it, and say no in words."""
        with language.of_terminal():
            try:
                SUBCOMMANDS[subcommand].run(options, self.stdout.write)
            except Refusal as refusal:
                raise CommandError(words.of(refusal), returncode=UNUSABLE) from None
            except OSError as fault:
                raise CommandError(str(fault), returncode=UNUSABLE) from None
