"""`lianxin import`: bring in registers and the tickets of other systems from files."""  # noqa: N999  the verb

import argparse
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.exchange import (
    duties,
    evaluation,
    knowledge,
    mapping,
    places,
    refusals,
    registers,
)
from lianxin.interfaces.exchange.tickets import RefusedRow, TicketImport, count
from lianxin.interfaces.jobs import first_day, language
from lianxin.interfaces.jobs.progress import bar
from lianxin.interfaces.jobs.rejects import Tell, rejects

BY = Actor.system("import")
OF_ORGS = ("divisions", "units", "grids", "buildings", "staff")
OF_DUTIES = ("categories", "duties", "catalogue")
OF_KNOWLEDGE = ("articles",)
TAKES: Mapping[str, Callable[..., registers.Report]] = {
    **dict.fromkeys(OF_ORGS, registers.run),
    **dict.fromkeys(OF_DUTIES, duties.run),
    **dict.fromkeys(OF_KNOWLEDGE, knowledge.run),
    "places": places.run,
    "scheme": evaluation.run,
}
SOME_REFUSED, UNUSABLE, STOPPED = 1, 2, 130  # exit statuses


class Command(language.Verb):
    """Import a file."""

    help = gettext_noop(
        "Import divisions, units, grids (GeoJSON), buildings, staff, categories, duties, the dispatch catalogue, "
        "articles, service places or tickets of another system from CSV (also .gz) or XLSX. Registers are taken as a whole or "
        "not at all; tickets row by row: what is here already stays as it is, so the same command "
        "goes on where it was stopped. Exits with 1 if rows were refused, with 2 if the file or the "
        "mapping cannot be used."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take what to import, from where, and how."""
        parser.add_argument("kind", choices=(*TAKES, "tickets"))
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--map", type=Path, metavar="MAP.yaml", help=_("which column says what (tickets only)")
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("check everything, write nothing")
        )
        parser.add_argument(
            "--rejects",
            type=Path,
            metavar="FILE.csv",
            help=_("write every refused row to this file"),
        )

    def handle(
        self,
        *,
        kind: str,
        file: Path,
        map: Path | None,  # noqa: A002  the option's name
        dry_run: bool,
        rejects: Path | None,
        **_options: object,
    ) -> None:
        """Import, and say what came of it."""
        with language.of_terminal():
            try:
                refused = self._import(kind, file, map, rejects, dry=dry_run)
            except Refusal as refusal:
                raise CommandError(words.of(refusal), returncode=UNUSABLE) from None
            except OSError as fault:
                raise CommandError(str(fault), returncode=UNUSABLE) from None
            except KeyboardInterrupt:
                self.stderr.write(_("Stopped. The same command goes on from here."))
                sys.exit(STOPPED)
            if dry_run:
                self.stdout.write(_("This was a dry run: nothing was written."))
        if refused:
            sys.exit(SOME_REFUSED)

    def _import(
        self, kind: str, file: Path, map_: Path | None, table: Path | None, *, dry: bool
    ) -> int:
        with rejects(table, self.stderr.write) as tell:
            if kind == "tickets":
                return self._tickets(file, map_, tell, dry=dry)
            return self._register(kind, file, tell, dry=dry)

    def _register(self, kind: str, file: Path, tell: Tell, *, dry: bool) -> int:
        with transaction.atomic() if dry else nullcontext():
            report = TAKES[kind](kind, file, by=BY, at=timezone.now())
            if dry:
                transaction.set_rollback(True)
        for line, reason in report.refused:
            tell(RefusedRow(line=line, ref="", reason=reason))
        for remark in report.remarks:
            self.stdout.write(remark)
        sentence = _("%(rows)d rows: %(added)d new, %(changed)d changed, %(ended)d ended.")
        if report.refused:
            sentence = _("Nothing was taken in: %(refused)d rows cannot be.")
        self.stdout.write(sentence % {**vars(report), "refused": len(report.refused)})
        return len(report.refused)

    def _tickets(self, file: Path, map_: Path | None, tell: Tell, *, dry: bool) -> int:
        if map_ is None:
            raise refusals.MapMissing
        known, at = mapping.load(map_), timezone.now()
        rows = count(file, known)
        first = not first_day.is_over()
        with transaction.atomic() if first and dry else nullcontext():
            if first:
                said = {"profile": first_day.prepare(at)}
                self.stdout.write(
                    _("From today on, these time limits are in force: %(profile)s") % said
                )
            run = TicketImport(known, by=BY, at=at, refuse=tell, dry=dry)
            self._run(run, file, rows)
            if first and dry:
                transaction.set_rollback(True)
        return run.report.refused

    def _run(self, run: TicketImport, file: Path, rows: int) -> None:
        try:
            with bar(file.name, rows) as progress:
                run.take(file, progress)
        finally:
            sentence = _(
                "%(rows)d rows: %(added)d new, %(known)d here already, %(refused)d refused."
            )
            self.stdout.write(sentence % vars(run.report))
