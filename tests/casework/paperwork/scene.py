"""A table in the tickets' town: the city management bureau asks a subdistrict and a community about lamps."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from lianxin.casework.paperwork import actions
from lianxin.casework.paperwork.actions import Request, Sheet
from lianxin.casework.paperwork.models import Filing, Table
from lianxin.casework.paperwork.rules import Field, Kind, Rhythm, Schedule
from lianxin.foundation.ledger.models import Entry
from tests.casework.tickets import town
from tests.make import MONDAY

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
FIGURES = ("received", "open", "on_time")
RECEIVED = Field(code="", name="受理诉求数", kind=Kind.NUMBER, figure="received")
LAMPS = Field(code="", name="巡查路灯数", kind=Kind.NUMBER, meaning="当月巡查的路灯盏数")
FAULTS = Field(code="", name="故障说明", kind=Kind.TEXT)
PHOTOS = Field(code="", name="现场照片", kind=Kind.PHOTOS)
TYPED = {"f2": "120", "f3": "东段两盏不亮", "f4": "3"}
KNOWN = {"f1": "17"}


def schedule(**other: Any) -> Schedule:
    """Return a monthly table from October to the end of the year, five working days after each month."""
    usual: dict[str, Any] = {
        "rhythm": Rhythm.MONTHLY,
        "first_on": OCTOBER,
        "ends_on": date(2026, 12, 31),
        "due_days": 5,
    }
    return Schedule(**{**usual, **other})


def request(**other: Any) -> Request:
    """Return what the bureau asks for."""
    usual: dict[str, Any] = {
        "title": "路灯巡查月报",
        "asker_id": town.unit("lamps"),
        "basis": "《关于加强路灯巡查的通知》（青城管〔2026〕9号）",
        "based_on": date(2026, 9, 20),
        "fields": (RECEIVED, LAMPS, FAULTS, PHOTOS),
        "unit_ids": (town.unit("hewan"), town.unit("luhua")),
        "schedule": schedule(),
    }
    return Request(**{**usual, **other})


def proposed(*, who: str = "lead", key: str = "proposed", **other: Any) -> Table:
    """Propose the town's table."""
    return of(
        actions.propose(
            request=request(**other),
            figures=FIGURES,
            by=town.actor(who),
            at=MONDAY,
            key=f"table-{key}",
        )
    )


def opened(*, key: str = "proposed", **other: Any) -> Table:
    """Propose the table, check it as another person, and open it."""
    table = did(proposed(key=key, **other), actions.check, "supervisor", looked=True)
    return did(table, actions.open_table, "supervisor")


def of(entry: Entry) -> Table:
    """Return the table of an entry as it is now."""
    return Table.objects.get(pk=entry.about_id)


def did(
    table: Table, action: Callable[..., Entry], who: str, *, at: datetime = MONDAY, **given: Any
) -> Table:
    """Take one step on a table by somebody of the town."""
    seen = Table.objects.get(pk=table.pk).seq
    key = f"{getattr(action, '__name__', '')}:table:{table.pk}:{seen}"
    return of(action(table_id=table.pk, by=town.actor(who), at=at, key=key, **given))


def sheet(table: Table, unit: str = "hewan", first_on: date = OCTOBER, **typed: str) -> Sheet:
    """Return what a unit fills in."""
    said = {**TYPED, **typed}
    return Sheet(table_id=table.pk, unit_id=town.unit(unit), first_on=first_on, typed=said)


def filled(
    action: Callable[..., Entry],
    filled_in: Sheet,
    who: str = "hewan-handler",
    *,
    at: datetime = MONDAY,
    key: str = "filled-once",
    **given: Any,
) -> Filing:
    """Save, hand in or correct, and return what is kept."""
    entry = action(
        sheet=filled_in, by=town.actor(who), at=at, key=f"filled:{key}:{at:%d%H}", **given
    )
    return Filing.objects.get(pk=entry.about_id)
