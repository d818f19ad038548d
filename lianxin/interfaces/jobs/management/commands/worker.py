"""`lianxin worker`: the sealer, the followers and the due dates, in the background."""

import argparse
import signal
from threading import Event

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.interfaces.jobs import alone, background, language
from lianxin.interfaces.jobs.progress import bar


class Command(language.Verb):
    """Work in the background until told to stop."""

    help = gettext_noop(
        "Seal what was done, sign heads and witness them, let followers read, send messages, do what "
        "is due by the clock. One worker works at a time; a second one stands by and takes over. "
        "SIGTERM and SIGINT end it cleanly."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take whether to end once there is nothing left to do."""
        parser.add_argument(
            "--once", action="store_true", help=_("do what is to be done now, then end")
        )

    def handle(self, *, once: bool, **_: object) -> None:
        """Work."""
        if once:
            self._once()
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        background.work(stop)

    def _once(self) -> None:
        try:
            with bar("work") as progress:
                background.once(progress)
        except alone.Taken:
            raise CommandError("another worker is at work on this database") from None
