"""`lianxin setup`: the calendar, the time limits and the first administrator, who goes on on pages."""

import argparse
from datetime import date, datetime

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.jobs import first_city, language
from lianxin.interfaces.jobs.progress import bar
from lianxin.registers.calendars import actions as calendars
from lianxin.registers.calendars import queries as calendar_queries
from lianxin.registers.policies import actions as policies
from lianxin.registers.policies import queries as policy_queries
from lianxin.registers.policies.rules import SHIPPED

BY = Actor.system("setup")


class Command(language.Verb):
    """Load the calendar and the profiles, make a city and its first administrator, adopt a profile."""

    help = gettext_noop(
        "Load the calendar's years and the shipped profiles of time limits. With --city make the city, "
        "its hotline and the first administrator, whose one-time password is printed; the rest is done "
        "on the page /staff/start/. With a profile put it in force, for all divisions or for one, from a "
        "day on. May be run again: what is there already stays."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the city and its administrator, and the profile, the division and the first day."""
        codes = [profile.code for profile in SHIPPED]
        parser.add_argument("profile", nargs="?", choices=codes)
        parser.add_argument("--division", default="", help=_("leading digits of a division's code"))
        parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, metavar="DAY")
        parser.add_argument("--city", default="", metavar="CODE", help=_("twelve digits"))
        parser.add_argument("--name", default="", help=_("the city's name"))
        parser.add_argument(
            "--province", default="", help=_("the province's name, where it is one")
        )
        parser.add_argument("--admin", default="admin", metavar="USERNAME")

    def handle(
        self,
        *,
        profile: str | None,
        division: str,
        valid_from: date | None,
        city: str,
        name: str,
        province: str,
        admin: str,
        **_: object,
    ) -> None:
        """Load, make and adopt."""
        at = timezone.now()
        with bar("years") as progress:
            for year in calendar_queries.years_to_load(timezone.localdate(at)):
                calendars.load_years(
                    years=[year], by=BY, at=at, key=f"setup:{year}:{at.isoformat()}"
                )
                progress(1)
        try:
            policies.load_profiles(by=BY, at=at, key=f"setup:profiles:{at.isoformat()}")
            if profile:
                self._adopt(profile, division, valid_from or timezone.localdate(at), at)
            if city:
                self._begin(city, name, province, admin, at)
        except Refusal as refusal:
            with language.of_terminal():
                raise CommandError(words.of(refusal)) from None

    def _adopt(self, profile: str, division: str, valid_from: date, at: datetime) -> None:
        policies.adopt_profile(
            profile=profile,
            division=division,
            valid_from=valid_from,
            by=BY,
            at=at,
            key=f"setup:{profile}:{at.isoformat()}",
            seen=policy_queries.seq(),
        )
        said = language.spoken("%(profile)s is in force from %(day)s on.")
        self.stdout.write(said % {"profile": profile, "day": valid_from})

    def _begin(self, city: str, name: str, province: str, admin: str, at: datetime) -> None:
        if not name:
            raise CommandError(language.spoken("--city needs --name"))
        try:
            password = first_city.make(
                code=city, name=name, province=province, username=admin, at=at
            )
        except first_city.ProvinceMissing:
            said = language.spoken("--province is missing: the city lies in one")
            raise CommandError(said) from None
        said = language.spoken(
            "Sign in as %(name)s with the one-time password %(password)s\nand go on at %(url)s"
        )
        url = f"{settings.LIANXIN_BASE_URL}/staff/start/"
        self.stdout.write(said % {"name": admin, "password": password, "url": url})
