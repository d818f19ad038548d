"""What one row of an import of service places says, read from its columns or refused."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite

from lianxin.registers.orgs.rules import check_order, codes, days
from lianxin.registers.orgs.rules.refusals import NameMissing, Row, TooLong
from lianxin.registers.places.rules import hours
from lianxin.registers.places.rules.hours import Spans, Week
from lianxin.registers.places.rules.opening import SpecialDay
from lianxin.registers.places.rules.refusals import (
    AddressMissing,
    ExceptionTwice,
    HalfAPoint,
    NeitherYesNorNo,
    NotAnException,
    NotAPlaceCode,
    NotAPoint,
    UnknownCrs,
    UnknownPlaceKind,
)

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,47}")
LIMITS = {"name": 100, "address": 200, "phone": 32}
REASON = 100
WORLD = "WGS84"  # what points are kept in; a file's own system is converted before a row is read
FINE = 6  # decimals of a degree: a tenth of a metre
DAY_OF = re.compile(r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)\s+(.+)")
SHUT = re.compile(r"(?:休息|关闭|闭馆|暂停服务|不开放|closed)(?:\s+(.+))?")
OTHER = re.compile(r"((?:\d{1,2}:\d{2}\s?-\s?\d{1,2}:\d{2}[\s,，、]*)+)(.*)")
ANSWERS = {"yes": True, "是": True, "有": True, "no": False, "否": False, "无": False, "": False}


class PlaceKind(StrEnum):
    """What a place is; a 邻里服务站 of one's own naming is a service station."""

    GOVERNMENT_HALL = "government_hall"
    PARTY_CENTRE = "party_centre"
    COMMUNITY_CENTRE = "community_centre"
    SERVICE_STATION = "service_station"


# People write what stands over the door; either is understood.
KINDS = {
    **{kind.value: kind for kind in PlaceKind},
    "政务服务大厅": PlaceKind.GOVERNMENT_HALL,
    "政务服务中心": PlaceKind.GOVERNMENT_HALL,
    "便民服务中心": PlaceKind.GOVERNMENT_HALL,
    "党群服务中心": PlaceKind.PARTY_CENTRE,
    "社区综合服务中心": PlaceKind.COMMUNITY_CENTRE,
    "便民服务站": PlaceKind.SERVICE_STATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A service place as a row gives it; without a column of exceptions those that are known stay."""

    line: int
    code: str
    name: str
    kind: PlaceKind
    unit_code: str
    division_code: str
    address: str
    phone: str
    step_free: bool
    point: tuple[float, float] | None
    week: Week
    on_holidays: bool
    exceptions: dict[date, SpecialDay] | None
    valid_from: date | None
    valid_to: date | None


def place(line: int, row: Row) -> PlaceRow:
    """Read a service place, or refuse."""
    code, kind = row["code"], row["kind"]
    if not CODE.fullmatch(code):
        raise NotAPlaceCode(code=code)
    if kind not in KINDS:
        raise UnknownPlaceKind(kind=kind)
    codes.significant(row["division_code"])
    begins, ends = days.day(row.get("valid_from", "")), days.day(row.get("valid_to", ""))
    check_order(begins, ends)
    return PlaceRow(
        line=line,
        code=code,
        name=_text(row, "name"),
        kind=KINDS[kind],
        unit_code=row["unit_code"],
        division_code=row["division_code"],
        address=_text(row, "address"),
        phone=_text(row, "phone"),
        step_free=_answer(row, "step_free"),
        point=_point(row),
        week=hours.week(row["hours"]),
        on_holidays=_answer(row, "on_holidays"),
        exceptions=exceptions(row["exceptions"]) if "exceptions" in row else None,
        valid_from=begins,
        valid_to=ends,
    )


def exceptions(text: str) -> dict[date, SpecialDay]:
    """Return the days on which something else holds, or refuse what is not like 2026-12-01 休息 停电检修."""
    found: dict[date, SpecialDay] = {}
    for part in hours.parts(text):
        match = DAY_OF.fullmatch(part)
        day = days.day(match[1]) if match else None
        if match is None or day is None:
            raise NotAnException(text=part)
        if day in found:
            raise ExceptionTwice(day=day)
        found[day] = _instead(match[2], part)
    return found


def _instead(said: str, part: str) -> SpecialDay:
    if shut := SHUT.fullmatch(said):
        times: Spans = ()
        reason = shut[1] or ""
    elif other := OTHER.fullmatch(said):
        times, reason = hours.spans(other[1].strip(" ,，、")), other[2]
    else:
        raise NotAnException(text=part)
    reason = reason.strip()
    if not reason:
        raise NotAnException(text=part)
    if len(reason) > REASON:
        raise TooLong(column="exceptions", limit=REASON)
    return SpecialDay(spans=times, reason=reason)


def _point(row: Row) -> tuple[float, float] | None:
    given = [row.get(name, "") for name in ("longitude", "latitude", "crs")]
    if not any(given[:2]):
        return None
    if not all(given):
        raise HalfAPoint
    if given[2] != WORLD:
        raise UnknownCrs(crs=given[2])
    try:
        longitude, latitude = float(given[0]), float(given[1])
    except ValueError as wrong:
        raise NotAPoint from wrong
    if not (isfinite(longitude) and abs(longitude) <= 180 and abs(latitude) <= 90):
        raise NotAPoint
    return round(longitude, FINE), round(latitude, FINE)


def _answer(row: Row, column: str) -> bool:
    text = row.get(column, "").casefold()
    if text not in ANSWERS:
        raise NeitherYesNorNo(column=column, text=text)
    return ANSWERS[text]


def _text(row: Row, column: str) -> str:
    text = row.get(column, "")
    if column == "name" and not text:
        raise NameMissing
    if column == "address" and not text:
        raise AddressMissing
    if len(text) > LIMITS[column]:
        raise TooLong(column=column, limit=LIMITS[column])
    return text
