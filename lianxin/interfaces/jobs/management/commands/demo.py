"""`lianxin demo`: a lively city on the embedded database, with web server and worker, in one command."""

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import IO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as entries
from lianxin.interfaces.jobs import language
from lianxin.interfaces.jobs.demo import city, evaluation, matters, publications, revisits, story
from lianxin.interfaces.jobs.demo import tables as paperwork
from lianxin.interfaces.jobs.demo.lively import PACE, City
from lianxin.interfaces.jobs.progress import bar
from lianxin.interfaces.web.demo import people

PR_SET_PDEATHSIG = 1  # prctl(2)
STARTING = 120  # seconds that the server gets, on a machine that is busy with other things
ENDING = 30  # longer than the server waits for its own processes


class Command(language.Verb):
    """Build the demo city where it is not there yet, then run everything."""

    help = gettext_noop(
        "Build an invented city with some 300 requests in every state of the loop (what is there "
        "already stays), start the web server and the worker, and print where to click and as whom."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take a port, and whether to stop after building."""
        parser.add_argument("--port", type=int, default=8000, help=_("port of the web server"))
        parser.add_argument(
            "--lively", action="store_true", help=_("let somebody of the city act now and then")
        )
        parser.add_argument("--build-only", action="store_true", help=_("build the city and stop"))

    def handle(self, *, port: int, build_only: bool, lively: bool, **_: object) -> None:
        """Build and run."""
        if not build_only:
            _free(port)
        call_command("migrate", verbosity=0)
        self._mark()
        self._build()
        if not build_only:
            self._run(port, lively=lively)

    def _mark(self) -> None:
        """Mark the data folder as a demo's, unless the database holds something else."""
        if entries.last() and not people.is_demo():
            raise CommandError(
                _("This database holds something else than a demo; give it its own.")
            )
        settings.LIANXIN_DEMO_MARK.touch()

    def _build(self) -> None:
        now = timezone.now()
        with bar("registers") as progress:
            for _ in city.build(at=now):
                progress(1)
        waiting = [one for one in story.stories() if not story.played(one, now=now)]
        with bar("requests", total=len(waiting)) as progress:
            for one in waiting:
                story.play(one, now=now)
                progress(1)
        matters.play(now=now)
        revisits.play(now=now)
        paperwork.play(now=now)
        while ledger.seal():
            pass  # what the city did in sixty days is sealed at once; the worker goes on from there
        evaluation.play(now=now)  # counts what is sealed
        while ledger.seal():
            pass
        if said := publications.play(now=now):
            self.stdout.write(said)
        while ledger.seal():
            pass  # what was published since
        ledger.sign_head(at=now)
        ledger.witness()

    def _run(self, port: int, *, lively: bool) -> None:
        environment = {**os.environ, "LIANXIN_BASE_URL": f"http://127.0.0.1:{port}"}
        lianxin = [sys.executable, "-m", "lianxin"]
        log = (settings.DATA_DIR / "worker.log").open("ab")  # messages to residents are told there
        serve = [*lianxin, "serve", "--port", str(port)]
        parts = [
            _started([*lianxin, "worker"], environment, log),
            _started(serve, {**environment, "LIANXIN_DEMO": "yes"}, None),
        ]
        signal.signal(signal.SIGTERM, _interrupted)
        try:
            _until_answering(port, parts)
            self._print(port)
            _stay(parts, lively=lively)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping; `make demo` goes on where it stopped.")
        finally:
            for part in parts:
                part.send_signal(signal.SIGINT)
            for part in parts:
                part.wait(timeout=ENDING)

    def _print(self, port: int) -> None:
        address = f"http://127.0.0.1:{port}"
        self.stdout.write(
            f"\n  Lianxin 连心桥 · {address}/demo/     begin here: what to try as whom"
        )
        self.stdout.write(
            f"                    {address}/          residents: report, follow, rate"
        )
        self.stdout.write(
            f"                    {address}/staff/    staff: the password of all is {people.PASSWORD}\n"
        )
        for name, role, unit in people.accounts(at=timezone.now()):
            self.stdout.write(f"    {name:28} {role:14} {unit}")
        number, code = people.number_and_code()
        self.stdout.write(
            f"\n  Follow a request: {address}/progress/ with number {number} and code {code}"
        )
        self.stdout.write(f"  Messages to residents: {settings.DATA_DIR / 'worker.log'}")
        self.stdout.write(f"  Data: {settings.DATA_DIR}. Ctrl-C stops.\n")
        self.stdout.flush()


def _stay(parts: list["subprocess.Popen[bytes]"], *, lively: bool) -> None:
    """Stay while every part runs; where it is asked for, time passes in the city meanwhile."""
    people_of_it = City() if lively else None
    if people_of_it:
        people_of_it.catch_up(now=timezone.now())
    due = timezone.now() + PACE
    while all(part.poll() is None for part in parts):
        time.sleep(0.5)
        if people_of_it and (now := timezone.now()) >= due:
            people_of_it.act(now=now)
            due = now + PACE


def _started(
    command: list[str], environment: dict[str, str], log: IO[bytes] | None
) -> "subprocess.Popen[bytes]":
    """Start a part that ends with this process, also where this one is killed."""
    return subprocess.Popen(  # noqa: S603  our own commands
        command,
        env=environment,
        stdout=log,
        stderr=log,
        preexec_fn=_end_with_parent,
    )


def _end_with_parent() -> None:
    """Ask Linux for SIGTERM when the parent is gone; elsewhere nothing of the kind is known."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CommandError(
                f"port {port} is taken: PORT={port + 1} make demo takes another"
            ) from None


def _until_answering(port: int, parts: list["subprocess.Popen[bytes]"]) -> None:
    for _tried in range(10 * STARTING):
        if any(part.poll() is not None for part in parts):
            raise CommandError("the server or the worker did not start; see above")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise CommandError(f"the server did not answer within {STARTING} seconds")


def _interrupted(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
