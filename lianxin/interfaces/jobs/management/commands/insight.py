"""`lianxin insight`: make the columnar record anew from the ledger."""

import argparse
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.followers.insight import actions as insight
from lianxin.interfaces.jobs import language
from lianxin.interfaces.jobs.progress import bar


class Command(language.Verb):
    """Make the record anew."""

    help = gettext_noop(
        "Make the columnar record, from which figures are counted, anew from the ledger. The old one is "
        "read until the new one is whole; a run that was stopped goes on where it was, here or in the worker."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take what is to be done."""
        parser.add_argument("deed", choices=["rebuild"], help=_("make it anew"))

    def handle(self, **_given: object) -> None:
        """Make it anew, and show how far it is."""
        with language.of_terminal():
            try:
                count = self._rebuild(Path(settings.LIANXIN_INSIGHT))
            except OSError as fault:  # a full disk, a folder that cannot be written
                raise CommandError(str(fault)) from None
            self.stdout.write(_("The record is made anew: %(count)d requests.") % {"count": count})

    def _rebuild(self, folder: Path) -> int:
        count = 0
        insight.begin(folder=folder)
        with bar("requests") as progress:
            while done := insight.go_on(folder=folder, at=timezone.now()):
                progress(done)
                count += done
        while insight.keep(folder=folder, at=timezone.now()):
            pass  # what came in the meantime
        return count
