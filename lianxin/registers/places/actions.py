"""Importing the register of service places."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import BadRow, Refusal
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs import rules as org_rules
from lianxin.registers.orgs.models import Division, Unit
from lianxin.registers.orgs.rules.refusals import DoubledRow, Row, UnknownDivision, UnknownUnit
from lianxin.registers.places import rules
from lianxin.registers.places.models import PlaceRegister, ServicePlace, SpecialDay
from lianxin.registers.places.rules import PlaceRow

REGISTER = "all"
FIELDS = (
    "name",
    "kind",
    "unit_id",
    "division_id",
    "address",
    "phone",
    "step_free",
    "longitude",
    "latitude",
    "hours",
    "on_holidays",
    "valid_from",
    "valid_to",
)
Fitting = tuple[PlaceRow, Unit, Division]
Days = dict[date, rules.SpecialDay]


@ledger.deed
def import_places(
    *, rows: Sequence[tuple[int, Row]], sha256: str, by: Actor, at: datetime, key: str
) -> Entry:
    """Take in a table of service places by code, each with its hours and the days on which others hold.

    Places that the table does not name stay as they are, and so do special days that are past.
    Refuses BadRows, and then changes nothing.
    """
    row, _ = PlaceRegister.objects.get_or_create(code=REGISTER)
    register = ledger.locked(PlaceRegister.objects.all(), row.pk)
    on = day_of(at)
    refused: list[BadRow] = []
    read = list(org_rules.sifted(rows, rules.rows.place, refused))
    fitting = _sensible(read, by, on, refused)
    org_rules.check(refused)
    added, changed = _write(fitting, on)
    return ledger.record(
        rules.IMPORTED,
        about=register,
        by=by,
        at=at,
        key=key,
        sha256=sha256,
        rows=len(rows),
        added=added,
        changed=changed,
    )


def _sensible(
    read: Sequence[PlaceRow], by: Actor, on: date, refused: list[BadRow]
) -> list[Fitting]:
    """Return the rows with their units and divisions, and add what does not fit to the refused."""
    units = {unit.code: unit for unit in orgs.units(on)}
    wanted = {row.division_code for row in read}
    divisions = {one.code: one for one in orgs.divisions_in_force(on).filter(code__in=wanted)}
    lines: dict[str, int] = {}
    fitting = []
    for row in read:
        try:
            org_rules.check_keeper(by, row.division_code)
            if (first := lines.setdefault(row.code, row.line)) != row.line:
                raise DoubledRow(first=first)
            if row.unit_code not in units:
                raise UnknownUnit(code=row.unit_code)
            if row.division_code not in divisions:
                raise UnknownDivision(code=row.division_code)
        except Refusal as refusal:
            refused.append(org_rules.bad(row.line, refusal))
        else:
            fitting.append((row, units[row.unit_code], divisions[row.division_code]))
    return fitting


def _write(given: Sequence[Fitting], on: date) -> tuple[int, int]:
    """Write what is new and what says something else, and return how many of each there were."""
    codes = [row.code for row, _, _ in given]
    found = ServicePlace.objects.filter(code__in=codes).prefetch_related("special_days")
    known = {place.code: place for place in found}
    before = {code: _coming(place, on) for code, place in known.items()}
    new, other = [], []
    for fitting in given:
        row = fitting[0]
        place = known.get(row.code)
        said = _said(fitting, place, on)
        if place is None:
            new.append(ServicePlace(code=row.code, **said))
            continue
        differs = any(getattr(place, name) != value for name, value in said.items())
        for name, value in said.items():
            setattr(place, name, value)
        if differs or _days(row, on) not in (None, before[row.code]):
            other.append(place)
    ServicePlace.objects.bulk_create(new, batch_size=500)
    ServicePlace.objects.bulk_update(other, FIELDS, batch_size=500)
    _write_days(given, {place.code: place for place in (*new, *other)}, on)
    return len(new), len(other)


def _write_days(given: Sequence[Fitting], changed: Mapping[str, ServicePlace], on: date) -> None:
    """Put what the rows say of the days from today on in the place of what was said before."""
    days = {row.code: _days(row, on) for row, _, _ in given if row.code in changed}
    fresh = {changed[code]: said for code, said in days.items() if said is not None}
    SpecialDay.objects.filter(place__in=fresh, on__gte=on).delete()
    SpecialDay.objects.bulk_create(
        SpecialDay(place=place, on=day, hours=rules.hours.day(one.spans), reason=one.reason)
        for place, said in fresh.items()
        for day, one in said.items()
    )


def _days(row: PlaceRow, on: date) -> Days | None:
    """Return what a row says of the days from today on; None where its file says nothing of days."""
    if row.exceptions is None:
        return None
    return {day: one for day, one in row.exceptions.items() if day >= on}


def _coming(place: ServicePlace, on: date) -> Days:
    return {
        one.on: rules.SpecialDay(spans=rules.hours.read_day(one.hours), reason=one.reason)
        for one in place.special_days.all()
        if one.on >= on
    }


def _said(fitting: Fitting, before: ServicePlace | None, on: date) -> dict[str, object]:
    """Return a place's columns as a row gives them; an empty first day is that of the first import."""
    row, unit, division = fitting
    longitude, latitude = row.point or (None, None)
    return {
        "name": row.name,
        "kind": row.kind.value,
        "unit_id": unit.pk,
        "division_id": division.pk,
        "address": row.address,
        "phone": row.phone,
        "step_free": row.step_free,
        "longitude": longitude,
        "latitude": latitude,
        "hours": rules.hours.kept(row.week),
        "on_holidays": row.on_holidays,
        "valid_from": row.valid_from or (before.valid_from if before else on),
        "valid_to": row.valid_to,
    }
