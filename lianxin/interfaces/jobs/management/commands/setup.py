"""`lianxin setup`: the calendar and the time limits, without which nothing can be promised."""

import argparse
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.jobs.progress import bar
from lianxin.registers.calendars import actions as calendars
from lianxin.registers.calendars import queries as calendar_queries
from lianxin.registers.policies import actions as policies
from lianxin.registers.policies import queries as policy_queries
from lianxin.registers.policies.rules import SHIPPED

BY = Actor.system("setup")


class Command(BaseCommand):
    """Load the calendar and adopt a profile of time limits."""

    help = (
        "Load the calendar's years and the shipped profiles of time limits, and put one in force, for all "
        "divisions or for one, from a day on. May be run again: what is there already stays."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the profile, the division and the first day."""
        parser.add_argument("profile", choices=[profile.code for profile in SHIPPED])
        parser.add_argument("--division", default="", help="leading digits of a division's code")
        parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, metavar="DAY")

    def handle(self, *, profile: str, division: str, valid_from: date | None, **_: object) -> None:
        """Load and adopt."""
        at = timezone.now()
        today = timezone.localdate(at)
        with bar("years") as progress:
            for year in calendar_queries.years_to_load(today):
                calendars.load_years(
                    years=[year], by=BY, at=at, key=f"setup:{year}:{at.isoformat()}"
                )
                progress(1)
        try:
            policies.load_profiles(by=BY, at=at, key=f"setup:profiles:{at.isoformat()}")
            policies.adopt_profile(
                profile=profile,
                division=division,
                valid_from=valid_from or today,
                by=BY,
                at=at,
                key=f"setup:{profile}:{at.isoformat()}",
                seen=policy_queries.seq(),
            )
        except Refusal as refusal:
            raise CommandError(words.of(refusal)) from None
        self.stdout.write(f"{profile} is in force from {valid_from or today} on.")
