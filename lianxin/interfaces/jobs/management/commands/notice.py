"""`lianxin notice`: the days that a notice of the State Council names, and the promises that move with them."""

import argparse
from datetime import date
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.exchange.tables import read_table
from lianxin.interfaces.jobs import language
from lianxin.registers.calendars import actions, queries
from lianxin.registers.calendars.rules import Kind


class Command(language.Verb):
    """Enter a notice of holidays."""

    help = gettext_noop(
        "Enter the days of a notice on holidays from a table. They override the libraries; "
        "`lianxin worker` then recomputes the open promises that waited for the notice and tells "
        "their requesters."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the table, where it comes from and which year it settles."""
        columns = _("a table with the columns date (2027-02-05) and kind (%(kinds)s)")
        parser.add_argument("file", type=Path, help=columns % {"kinds": ", ".join(Kind)})
        parser.add_argument("--source", required=True, help=_("the notice, for example its number"))
        parser.add_argument(
            "--settles", type=int, metavar="YEAR", help=_("the year that is now announced")
        )

    def handle(self, *, file: Path, source: str, settles: int | None, **_: object) -> None:
        """Read and enter."""
        at = timezone.now()
        try:
            actions.enter_notice(
                days=_days(file),
                source=source,
                settles=settles,
                by=Actor.system("setup"),
                at=at,
                key=f"notice:{at.isoformat()}",
                seen=queries.seq(),
            )
        except Refusal as refusal:
            raise CommandError(words.of(refusal)) from None
        self.stdout.write("Entered. The worker recomputes the promises that waited for it.")


def _days(file: Path) -> dict[date, Kind]:
    days = {}
    for line, row in read_table(file, columns=("date", "kind")):
        try:
            days[date.fromisoformat(row["date"])] = Kind(row["kind"])
        except ValueError:
            raise CommandError(
                f"line {line}: {row['date']} {row['kind']} is not a day and its kind"
            ) from None
    return days
