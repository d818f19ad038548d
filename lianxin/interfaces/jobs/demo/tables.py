"""Playing the demo's tables: registered, one refused as a repeat, filled in with drafts and a correction."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.styles import Font

from lianxin.casework.paperwork import actions, queries
from lianxin.casework.paperwork.actions import Request, Sheet
from lianxin.casework.paperwork.rules import Field, Kind, Rhythm, Schedule
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as entries
from lianxin.foundation.time import day_of, months_from
from lianxin.interfaces.jobs.demo import story
from lianxin.interfaces.jobs.demo.city import FILES
from lianxin.registers.orgs import queries as orgs

DAY = timedelta(days=1)
FIGURES = ("received", "open", "on_time")
KNOWN = {
    "received": "38",
    "open": "6",
    "on_time": "94.1",
}  # nothing is counted while the city is built
Told = Mapping[str, Any]  # an item of tables.yaml


def play(*, now: datetime) -> None:
    """Play every table that is not there yet."""
    read: list[Told] = yaml.safe_load((FILES / "tables.yaml").read_text(encoding="utf-8"))
    for told in read:
        with ledger.writing():
            _play(told, now)


def _play(told: Told, now: datetime) -> None:
    proposer = _who(told.get("noted_by", "hotline"), now)
    frame: dict[str, Any] = {
        "by": proposer,
        "at": now - 30 * DAY,
        "key": f"demo:table:{told['id']}",
    }
    if entries.earlier(proposer, frame["key"]) is not None:
        return
    given: dict[str, Any] = {"request": _request(told, now), "figures": FIGURES, **frame}
    if "noted_by" in told:
        actions.note(**given)
        return
    entry = actions.propose(**given)
    repeated = entry.facts["state"] == "refused"
    if repeated or "proposed_only" in told:
        return
    checker = _who("hotline", now, second=True)
    for name, act, more in (
        ("check", actions.check, {"looked": True}),
        ("open", actions.open_table, {}),
        ("layout", actions.set_template, {"content": _layout(len(told["fields"]))}),
    ):
        if name != "layout" or "layout" in told:
            given = {"table_id": entry.about_id, "by": checker, "at": now - 29 * DAY, **more}
            act(key=f"demo:table:{told['id']}:{name}", **given)
    _fill(told, entry.about_id, now)


def _who(unit: str, now: datetime, *, second: bool = False) -> Actor:
    """Return a supervisor of the hotline, the one or the other, or the lead of a unit."""
    if unit != "hotline":
        return story.colleagues(orgs.unit(unit).pk, Role.UNIT_LEAD, day_of(now))[0]
    return story.colleagues(orgs.unit("hotline").pk, Role.SUPERVISOR, day_of(now))[int(second)]


def _request(told: Told, now: datetime) -> Request:
    on = day_of(now)
    based = told.get("based_days_ago")
    return Request(
        title=told["title"],
        asker_id=orgs.unit(told["asker"]).pk,
        basis=told.get("basis", ""),
        based_on=on - based * DAY if based else None,
        fields=tuple(
            Field(**{"code": "", **one, "kind": Kind(one["kind"])}) for one in told["fields"]
        ),
        unit_ids=tuple(orgs.unit(code).pk for code in told["units"]),
        schedule=Schedule(
            rhythm=Rhythm(told["rhythm"]),
            first_on=months_from(on, -told["months_ago"]),
            ends_on=months_from(on, told["months_ahead"]) - DAY,
            due_days=told["due_days"],
        ),
    )


def _fill(told: Told, table_id: int, now: datetime) -> None:
    """Let units fill the table in as the file tells: as a draft, handed in, or corrected as well."""
    table = queries.find(Actor.system("demo"), table_id)
    asked, turns = queries.told([table])[table_id].fields, queries.turns(table, on=day_of(now))
    for number, one in enumerate(told.get("filled", ())):
        by = _who(one["unit"], now)
        first_on = turns[one["period"]].period.first
        key = f"demo:table:{told['id']}:filled:{number}"
        given: dict[str, Any] = {"by": by, "at": now - (20 - number) * DAY / 2}
        whole = _sheet(table_id, by, first_on, asked, one["typed"])
        known = {field.code: KNOWN[field.figure] for field in asked if field.figure}
        if "draft" in one:
            actions.save(sheet=whole, key=key, **given)
            continue
        actions.hand_in(sheet=whole, known=known, minutes=one["minutes"], key=key, **given)
        if "corrected" in one:
            typed = [*one["corrected"], *one["typed"][len(one["corrected"]) :]]
            better = _sheet(table_id, by, first_on, asked, typed)
            again = {"known": known, "words": one["reason"], "minutes": 5}
            actions.correct(sheet=better, key=f"{key}:again", **again, **given)


def _sheet(
    table_id: int, by: Actor, first_on: date, asked: Sequence[Field], typed: Sequence[str]
) -> Sheet:
    codes = [field.code for field in asked if not field.figure]
    values = dict(zip(codes, typed, strict=True))
    return Sheet(table_id=table_id, unit_id=by.unit_id or 0, first_on=first_on, typed=values)


def _layout(count: int) -> bytes:
    """Return the layout in which the asker wants the table: a title over all columns, a row for each unit."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["{{title}}（{{period}}）"])
    sheet.append(["填报单位", *(f"第{number}项" for number in range(1, count + 1)), "报送日期"])
    sheet.append(
        ["{{unit}}", *(f"{{{{f{number}}}}}" for number in range(1, count + 1)), "{{handed_in}}"]
    )
    sheet.append(["依据：{{basis}}"])
    for row in (1, 4):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=count + 2)
    sheet["A1"].font = Font(bold=True, size=16)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
