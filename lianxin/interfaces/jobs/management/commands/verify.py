"""`lianxin verify`: look for anything that is not as it was written."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.casework.matters import queries as matters
from lianxin.casework.oversight.queries import evaluation, questions, revisits
from lianxin.casework.paperwork import queries as paperwork
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets import rules
from lianxin.followers.insight.queries import publication as insight
from lianxin.followers.triage import queries as triage
from lianxin.foundation.files import queries as files
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.rules import Fault, NotAReceipt
from lianxin.interfaces.jobs import language
from lianxin.interfaces.jobs.progress import bar
from lianxin.registers.changes import queries as changes
from lianxin.registers.residents import queries as residents


class Command(language.Verb):
    """Hold the ledger against its seals, its words, its heads and the witness file."""

    help = gettext_noop(
        "Verify the whole ledger (entries, order, words, files, contacts, signed heads, the witness file, every "
        "ticket against the replay of its entries), or one ticket, or one receipt. Exits with 1 and "
        "names every fault if there is one."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take one ticket's number or one receipt's file instead of everything."""
        parser.add_argument("--ticket", metavar="NUMBER", help=_("verify one ticket"))
        parser.add_argument(
            "--receipt", metavar="FILE", type=Path, help=_("verify one receipt (JSON)")
        )

    def handle(self, *, ticket: str | None, receipt: Path | None, **_: object) -> None:
        """Print every fault; exit with 1 if there was one."""
        if receipt:
            found = verifying.receipt(_read(receipt))
        elif ticket:
            found = _one(ticket)
        else:
            found = _everything()
        count = 0
        for fault in found:
            self.stdout.write(f"{fault.code}: {fault.where} {fault.detail}".rstrip())
            count += 1
        if count:
            self.stderr.write(language.spoken("%(count)d faults") % {"count": count})
            sys.exit(1)
        self.stdout.write(language.spoken("Everything is as it was written."))


def _everything() -> Iterator[Fault]:
    with bar("entries") as progress:
        found = verifying.whole(now=timezone.now(), progress=progress)
        yield from verifying.through("ledger", found)
    with bar("requests") as progress:
        yield from verifying.through("tickets", tickets.faults(progress=progress))
    yield from verifying.through("matters", matters.faults())
    yield from verifying.through("revisits", revisits.faults())
    yield from verifying.through("evaluations", evaluation.faults())
    yield from verifying.through("questions", questions.faults())
    yield from verifying.through("changes", changes.faults())
    yield from verifying.through("files", files.faults())
    yield from verifying.through("contacts", residents.faults())
    yield from verifying.through("paperwork", paperwork.faults())
    yield from verifying.through("classifier", triage.faults())
    yield from verifying.through("searches", triage.search_faults())
    yield from verifying.through("publications", insight.faults())


def _one(number: str) -> Iterator[Fault]:
    ticket_id = rules.code.ticket_id(number)
    if ticket_id is None:
        said = language.spoken("%(number)s is not a ticket's number (a digit is mistyped)")
        raise CommandError(said % {"number": number})
    if not tickets.known(ticket_id):
        said = language.spoken("%(number)s is not the number of any ticket, and never was")
        raise CommandError(said % {"number": number})
    yield from verifying.through("ticket", tickets.faults(ticket_id=ticket_id))
    yield from verifying.through("entries", verifying.about("ticket", ticket_id))


def _read(path: Path) -> Mapping[str, object]:
    try:
        return verifying.read(path.read_bytes())
    except (OSError, NotAReceipt) as fault:
        said = language.spoken("%(path)s is not a receipt: %(fault)s")
        raise CommandError(said % {"path": path, "fault": fault}) from None
