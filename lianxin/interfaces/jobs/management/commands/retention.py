"""`lianxin retention`: erase what was kept long enough, or count it."""

import argparse

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import day_of
from lianxin.interfaces.jobs import language, retention
from lianxin.interfaces.jobs.progress import bar
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import Span, Step
from lianxin.registers.residents import queries
from lianxin.registers.residents.rules.retention import RUN, TABLE

LINE = "{:12} {:22} {:6} {:13} {}"


class Command(language.Verb):
    """Erase personal data whose time is over."""

    help = gettext_noop(
        "Erase personal data whose time is over, each class after its period in the time limits in force: "
        "contacts first, then all that was said about a request. The worker does it once a day by itself; "
        "a run that was stopped goes on where it was."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the wish to count only."""
        parser.add_argument("--dry-run", action="store_true", help=_("count, and erase nothing"))

    def handle(self, *, dry_run: bool, **_: object) -> None:
        """Count or erase."""
        try:
            self._count() if dry_run else self._erase()
        except Refusal as refusal:
            raise CommandError(words.of(refusal)) from None

    def _count(self) -> None:
        at = timezone.now()
        counts = retention.due(at)
        profiles = policies.policies().in_force(day_of(at)).values()
        self.stdout.write(LINE.format("data", "kept", "since", "then", "due now"))
        for rule in TABLE:
            kept = rule.kept
            spans = [one.span(kept) for one in profiles] if isinstance(kept, Step) else [kept]
            spans += [rule.at_latest] if rule.at_latest else []
            said = ", ".join(sorted({_said(span) for span in spans if span}))
            due = counts.get(rule.data)
            count = str(due or 0) if rule in RUN else "by itself"
            self.stdout.write(LINE.format(rule.data, said, rule.since, rule.fate, count))
        back = retention.kept_back(at)
        self.stdout.write(f"{back} requests are kept longer: a decision on them is still to come.")
        self.stdout.write("This was a dry run: nothing was erased.")

    def _erase(self) -> None:
        at = timezone.now()
        if queries.open_run() is None and not retention.begin(at, f"retention:{at.isoformat()}"):
            self.stdout.write("There is nothing to erase.")
            return
        with bar("erased") as progress:
            while (run := queries.open_run()) is not None:
                done = sum(part.done for part in run.parts)
                retention.go_on(run, timezone.now())
                after = queries.run(run.run_id)
                progress(sum(part.done for part in after.parts) - done)
        for part in after.parts:
            self.stdout.write(f"{part.data}: {part.done}")


def _said(span: Span) -> str:
    return f"{span.amount} {span.unit.replace('_', ' ')}"
