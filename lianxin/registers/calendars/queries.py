"""Reads of the calendar: the calendar as a value, deadlines under it, and what is to be loaded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from lianxin.foundation.memory import while_unchanged
from lianxin.registers.calendars import rules
from lianxin.registers.calendars.models import CalendarDay, CalendarRegister
from lianxin.registers.calendars.rules import sources
from lianxin.registers.calendars.rules.days import WORKED

CODE = "CN"
FIRST_YEAR = 2010  # imported history reaches that far back
YEARS_AHEAD = 4  # the longest limit is the three years that a ticket is kept


@dataclass(frozen=True, kw_only=True)
class Year:
    """One year as the calendar's page lists it."""

    year: int
    working_days: int
    provisional: bool
    from_notice: int


def register() -> CalendarRegister | None:
    """Return the register as a whole, whose `seq` a form sends back; None before the first load."""
    return CalendarRegister.objects.filter(code=CODE).first()


def seq() -> int:
    """Return where the register stands: what a form about it has seen."""
    found = register()
    return found.seq if found else 0


def _digest() -> str:
    found = CalendarRegister.objects.filter(code=CODE).values_list("digest", flat=True).first()
    return found or ""


@while_unchanged(_digest)
def calendar() -> rules.Calendar:
    """Return the calendar: one small query, and the days only when they have changed."""
    kinds: dict[date, rules.Kind] = {}
    provisional: set[int] = set()
    rows = CalendarDay.objects.order_by("date").values_list("date", "kind", "provisional")
    for day, kind, waits in rows:
        kinds[day] = rules.Kind(kind)
        if waits:
            provisional.add(day.year)
    return rules.Calendar(kinds, frozenset(provisional))


def due(start: datetime, *, amount: int, unit: str) -> rules.Due:
    """Return when a limit that begins at `start` ends; for many at once take `calendar()` once."""
    return rules.due(calendar(), start, amount=amount, unit=unit)


def days(year: int) -> QuerySet[CalendarDay]:
    """Return the days of a year in order."""
    return CalendarDay.objects.filter(date__year=year).order_by("date")


def years() -> list[Year]:
    """Return every year of the calendar in order."""
    by_year = CalendarDay.objects.annotate(year=ExtractYear("date")).values("year")
    counted = by_year.annotate(
        working_days=Count("pk", filter=Q(kind__in=WORKED)),
        waiting=Count("pk", filter=Q(provisional=True)),
        from_notice=Count("pk", filter=Q(origin=sources.NOTICE)),
    )
    return [
        Year(
            year=row["year"],
            working_days=row["working_days"],
            provisional=row["waiting"] > 0,
            from_notice=row["from_notice"],
        )
        for row in counted.order_by("year")
    ]


def years_to_load(on: date) -> list[int]:
    """Return the years that are missing, and those whose announcement a library has learnt since."""
    known = {year.year: year for year in years()}
    wanted = range(FIRST_YEAR, on.year + YEARS_AHEAD + 1)
    missing = [year for year in wanted if year not in known]
    learnt = [year for year, row in known.items() if row.provisional and sources.is_announced(year)]
    return sorted(missing + learnt)


def table(named: Collection[date], settled: int | None = None) -> dict[str, Mapping[str, str]]:
    """Return some days as the rows of a notice, by day, and whether a year has been announced."""
    found = CalendarDay.objects.filter(date__in=named).order_by("date").values_list("date", "kind")
    rows: dict[str, Mapping[str, str]] = {
        day.isoformat(): {"date": day.isoformat(), "kind": kind} for day, kind in found
    }
    if settled is not None:
        year = days(settled)
        state = "provisional" if year.filter(provisional=True).exists() else "announced"
        rows |= {str(settled): {"date": str(settled), "kind": state}} if year.exists() else {}
    return rows
