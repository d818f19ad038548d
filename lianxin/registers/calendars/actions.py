"""Deeds on the calendar: load what the libraries know, enter what a notice says."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.calendars import queries, rules
from lianxin.registers.calendars.models import CalendarDay, CalendarRegister
from lianxin.registers.calendars.rules import sources
from lianxin.registers.calendars.rules.days import NOTICE_ENTERED, WORKED, YEARS_LOADED


@ledger.deed
def load_years(*, years: Collection[int], by: Actor, at: datetime, key: str) -> Entry:
    """Load whole years from the libraries; days that a notice has set stay as they are."""
    rules.keepers_only(by)
    if not years:
        raise rules.NothingToEnter
    register = _locked()
    asked = sorted(set(years))
    rows = [row for year in asked for row in _from_library(year)]
    changed = _write(rows, notice=False)
    return ledger.record(
        YEARS_LOADED,
        about=register,
        by=by,
        at=at,
        key=key,
        years=asked,
        provisional_years=[year for year in asked if not sources.is_announced(year)],
        chinesecalendar=sources.released(sources.ANNOUNCED),
        holidays=sources.released(sources.RECKONED),
        **_outcome(register, changed),
    )


@ledger.deed
def enter_notice(
    *,
    days: Mapping[date, rules.Kind],
    source: str,
    settles: int | None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int,
) -> Entry:
    """Enter the days that a notice of the State Council names; they override both libraries.

    `settles` is the year that the notice is for: its other days become plain working days and
    weekends, and it is provisional no longer. An amendment (a mourning day, a longer Spring
    Festival) settles none and must lie in years that are loaded.
    """
    rules.keepers_only(by)
    rules.check_notice(days)
    register = _locked(seen)
    named = dict(days)
    if settles is not None:
        named = {day: rules.plain(day) for day in sources.days(settles)} | named
    _refuse_unknown([day for day in named if day.year != settles])
    rows = [
        CalendarDay(date=day, kind=kind, origin=sources.NOTICE, source=source, provisional=False)
        for day, kind in sorted(named.items())
    ]
    changed = _write(rows, notice=True)
    return ledger.record(
        NOTICE_ENTERED,
        about=register,
        by=by,
        at=at,
        key=key,
        words={"source": source},
        settles=settles,
        worked=[_number(day) for day, kind in sorted(days.items()) if kind in WORKED],
        off=[_number(day) for day, kind in sorted(days.items()) if kind not in WORKED],
        **_outcome(register, changed),
    )


def _locked(seen: int | None = None) -> CalendarRegister:
    register, _ = CalendarRegister.objects.get_or_create(code=queries.CODE)
    return ledger.locked(CalendarRegister.objects.all(), register.pk, seen=seen)


def _from_library(year: int) -> list[CalendarDay]:
    announced = sources.is_announced(year)
    origin = sources.ANNOUNCED if announced else sources.RECKONED
    release = sources.released(origin)
    return [
        CalendarDay(date=day, kind=kind, origin=origin, source=release, provisional=not announced)
        for day, kind in sources.kinds(year).items()
    ]


def _write(rows: list[CalendarDay], *, notice: bool) -> list[date]:
    span = (min(row.date for row in rows), max(row.date for row in rows))
    there = {row.date: row for row in CalendarDay.objects.filter(date__range=span)}
    if not notice:
        rows = [row for row in rows if _origin(there.get(row.date)) != sources.NOTICE]
    CalendarDay.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["date"],
        update_fields=["kind", "origin", "source", "provisional"],
    )
    return [row.date for row in rows if _says(there.get(row.date)) != _says(row)]


def _origin(row: CalendarDay | None) -> str:
    return row.origin if row else ""


def _says(row: CalendarDay | None) -> tuple[str, bool] | None:
    return (str(row.kind), row.provisional) if row else None


def _refuse_unknown(days: Collection[date]) -> None:
    known = CalendarDay.objects.filter(date__in=days).values_list("date", flat=True)
    if unknown := sorted(set(days) - set(known)):
        raise rules.NoCalendar(year=unknown[0].year)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _outcome(register: CalendarRegister, changed: list[date]) -> dict[str, Any]:
    columns = CalendarDay.objects.order_by("date").values_list(
        "date", "kind", "origin", "source", "provisional"
    )
    register.digest = rules.fingerprint(columns)
    register.save(update_fields=["digest"])
    return {
        "changed": len(changed),
        "first_changed": min(changed, default=None),
        "last_changed": max(changed, default=None),
        "digest": register.digest,
    }
