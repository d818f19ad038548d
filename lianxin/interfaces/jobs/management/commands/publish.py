"""`lianxin publish`: a month's open data, and the monthly report, for a person to check and release."""

import argparse
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.followers.insight.queries import opendata
from lianxin.followers.insight.queries import publication as published
from lianxin.foundation import durable, words
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import day_of
from lianxin.interfaces.jobs import language
from lianxin.interfaces.jobs.insight import catch_up
from lianxin.interfaces.jobs.progress import bar
from lianxin.interfaces.web.publication import data, making


class Command(language.Verb):
    """Make what is published of a month."""

    help = gettext_noop(
        "Make what is published of a month. `report` puts a draft of the report (HTML and PDF, in Chinese and "
        "English) and the open data before people: one checks it on the staff pages, another releases it. `data` "
        "writes only the open data, into a folder. Nothing goes out by itself."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take what is made, of which month, and where it goes."""
        parser.add_argument(
            "deed", choices=["report", "data"], help=_("a draft for people, or only data")
        )
        parser.add_argument("--month", required=True, help=_("the month, such as 2026-10"))
        parser.add_argument("--into", type=Path, help=_("the folder of the open data"))
        parser.add_argument("--note", default="", help=_("what a correction corrects"))

    def handle(
        self, *, deed: str, month: str, into: Path | None, note: str, **_given: object
    ) -> None:
        """Make it, or say why not."""
        with language.of_terminal():
            if into and deed != "data":
                raise CommandError(_("Only data goes into a folder that you name."))
            try:
                self._counted()
                if deed == "data":
                    self._data(month, into or Path(f"opendata-{month}"), note, timezone.now())
                else:
                    self._report(month, note, timezone.now())
            except Refusal as refusal:
                raise CommandError(words.of(refusal)) from None
            except OSError as fault:  # a full disk, a folder that cannot be written
                raise CommandError(
                    _("Nothing was published: %(fault)s") % {"fault": fault}
                ) from None

    def _counted(self) -> None:
        """Read what the worker has not come to yet."""
        with bar("entries") as progress:
            catch_up(timezone.now(), progress)

    def _data(self, month: str, into: Path, note: str, at: datetime) -> None:
        version, _row = published.due(month, note)
        with bar("steps", total=2) as progress:
            found = opendata.month(month, at=at, on=day_of(at), before=making.before(month))
            made = data.files(found, version=version, note=note, on=day_of(at))
            progress(1)
            for name, content in made.items():
                into.mkdir(parents=True, exist_ok=True)
                durable.put(into / name, content)
            progress(1)
        self.stdout.write(
            _("%(month)s: %(rows)d rows, %(requests)d requests, in %(into)s.")
            % {"month": month, "rows": len(found.rows), "requests": found.total, "into": into}
        )

    def _report(self, month: str, note: str, at: datetime) -> None:
        with bar("steps", total=making.STEPS) as progress:
            made = making.draft(month, note=note, at=at, done=progress)
        self.stdout.write(
            _(
                "%(month)s, version %(version)d, %(requests)d requests: a draft to be checked, at %(url)s"
            )
            % {
                "month": month,
                "version": made.version,
                "requests": made.requests,
                "url": settings.LIANXIN_BASE_URL
                + reverse("staff-publication", args=[made.publication_id]),
            }
        )
