"""A scheme as the lines of a table: each a domain, a dimension, an indicator, a veto or a band."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lianxin.casework.oversight.rules.evaluation.forbidden import forbidden
from lianxin.casework.oversight.rules.evaluation.refusals import (
    ForbiddenIndicator,
    NoThreshold,
    SchemeDoubled,
    SchemeUnknown,
    SchemeUnnamed,
    SchemeWithout,
    SchemeWord,
    UnknownFigure,
)
from lianxin.casework.oversight.rules.evaluation.schemes import (
    FEWEST_CASES,
    Band,
    Dimension,
    Domain,
    Indicator,
    Measure,
    Scheme,
    Veto,
    check,
)
from lianxin.casework.oversight.rules.evaluation.words import Scope, What
from lianxin.foundation.refusal import BadRow, BadRows, Refusal

Row = Mapping[str, str]
Line = tuple[int, Row]
CODE = re.compile(r"[a-z][a-z0-9-]{0,15}")
YES = {"yes": True, "是": True, "no": False, "否": False, "": False}
LONGEST = 500  # characters of a definition or a source
CHECKED = frozenset({What.DIMENSION, What.INDICATOR, What.VETO})  # against what is forbidden
WEIGHT_MOST, MONTHS_MOST, CASES_MOST, THRESHOLD_MOST = 100, 24, 10_000, 1_000_000


@dataclass
class _Reading:
    """What was read of a file so far, and what is wrong with it."""

    figures: Collection[str]
    bad: list[BadRow] = field(default_factory=list)
    found: dict[What, dict[str, Any]] = field(default_factory=lambda: {one: {} for one in What})

    def refuse(self, line: int, refusal: Refusal) -> None:
        """Note what is wrong with a line."""
        self.bad.append(BadRow(line=line, code=refusal.code, facts=refusal.facts))


def scheme(lines: Iterable[Line], *, figures: Collection[str]) -> Scheme:
    """Return the scheme of a table, or refuse it with everything that is wrong with its lines.

    `figures` are the codes that the catalogue of figures has to compare units by.
    """
    ordered = sorted(lines, key=_first_what_others_name)
    reading = _Reading(figures=figures)
    for line, row in ordered:
        try:
            _take(reading, row)
        except Refusal as refusal:
            reading.refuse(line, refusal)
    made = _made(reading) if not reading.bad else None
    if reading.bad or made is None:
        raise BadRows(sorted(reading.bad, key=lambda row: row.line))
    return made


def _first_what_others_name(line: Line) -> tuple[bool, int]:
    return line[1].get("what", "") in (What.INDICATOR, What.VETO), line[0]


def _take(reading: _Reading, row: Row) -> None:
    what = _what(row)
    code, name = row.get("code", ""), row.get("name", "")
    if not CODE.fullmatch(code):
        raise SchemeWord(column="code", text=code)
    if not name or (what is What.INDICATOR and not row.get("text")):
        raise SchemeUnnamed(code=code)
    if code in reading.found[what]:
        raise SchemeDoubled(code=code)
    if what in CHECKED and (found := forbidden(name, row.get("text", ""))):
        raise ForbiddenIndicator(about=found[0], word=found[1])
    for column in ("name", "text", "source"):
        if len(row.get(column, "")) > LONGEST:
            raise SchemeWord(column=column, text=row[column][:40])
    said = {
        "code": code,
        "name": name,
        "text": row.get("text", ""),
        "source": row.get("source", ""),
    }
    reading.found[what][code] = READ[what](reading, row, said)


def _what(row: Row) -> What:
    text = row.get("what", "")
    if text not in frozenset(What):
        raise SchemeWord(column="what", text=text)
    return What(text)


def _dimension(_reading: _Reading, row: Row, said: dict[str, Any]) -> Dimension:
    return Dimension(**said, least=_whole(row, "at_least", 1, 100, default="60"))


def _band(_reading: _Reading, row: Row, said: dict[str, Any]) -> Band:
    return Band(**said, at_least=_whole(row, "at_least", 0, 20))


def _indicator(reading: _Reading, row: Row, said: dict[str, Any]) -> Indicator:
    where = _where(reading, row)
    _alone(reading, said["code"], What.VETO)
    if not where["dimension"]:
        raise SchemeWord(column="dimension", text="")
    text = row.get("service", "")
    if text not in YES:
        raise SchemeWord(column="service", text=text)
    weight = _whole(row, "weight", 1, WEIGHT_MOST)
    measure = _measure(reading, row)
    return Indicator(**said, **where, weight=weight, service=YES[text], measure=measure)


def _veto(reading: _Reading, row: Row, said: dict[str, Any]) -> Veto:
    _alone(reading, said["code"], What.INDICATOR, What.DIMENSION)
    return Veto(**said, **_where(reading, row), measure=_measure(reading, row))


def _alone(reading: _Reading, code: str, *kinds: What) -> None:
    """Refuse a code that a line of another kind has, where a judgement names one of both."""
    if any(code in reading.found[kind] for kind in kinds):
        raise SchemeDoubled(code=code)


READ: Mapping[What, Callable[[_Reading, Row, dict[str, Any]], Any]] = {
    What.SCHEME: lambda _reading, _row, said: said,
    What.DOMAIN: lambda _reading, _row, said: Domain(**said),
    What.DIMENSION: _dimension,
    What.INDICATOR: _indicator,
    What.VETO: _veto,
    What.BAND: _band,
}


def _where(reading: _Reading, row: Row) -> dict[str, str]:
    """Return the domain and the dimension that a line names, each "" for all."""
    where = {"domain": row.get("domain", ""), "dimension": row.get("dimension", "")}
    for name, kind in (("domain", What.DOMAIN), ("dimension", What.DIMENSION)):
        if where[name] and where[name] not in reading.found[kind]:
            raise SchemeUnknown(code=where[name])
    return where


def _measure(reading: _Reading, row: Row) -> Measure:
    figure = row.get("figure", "")
    if not figure:
        return Measure()
    if figure not in reading.figures:
        raise UnknownFigure(code=figure)
    scope = row.get("scope") or Scope.ALL.value
    if scope not in frozenset(Scope):
        raise SchemeWord(column="scope", text=scope)
    at_least, at_most = _threshold(row, "at_least"), _threshold(row, "at_most")
    if (at_least is None) == (at_most is None):
        raise NoThreshold
    return Measure(
        figure=figure,
        scope=Scope(scope),
        months=_whole(row, "months", 0, MONTHS_MOST, default="0"),
        fewest=_whole(row, "fewest", FEWEST_CASES, CASES_MOST),
        at_least=at_least,
        at_most=at_most,
    )


def _whole(row: Row, column: str, least: int, most: int, *, default: str = "") -> int:
    text = row.get(column) or default
    if not (text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most):
        raise SchemeWord(column=column, text=text)
    return int(text)


def _threshold(row: Row, column: str) -> float | None:
    text = row.get(column, "")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,4})?", text) or float(text) > THRESHOLD_MOST:
        raise SchemeWord(column=column, text=text)
    return float(text)


def _made(reading: _Reading) -> Scheme | None:
    """Return the whole scheme, or note what is wrong with it as a whole."""
    found = reading.found
    try:
        for what in (What.SCHEME, What.DOMAIN, What.DIMENSION, What.INDICATOR, What.BAND):
            if not found[what] or (what is What.SCHEME and len(found[what]) > 1):
                raise SchemeWithout(what=what)
        made = Scheme(
            **next(iter(found[What.SCHEME].values())),
            domains=_in_order(found[What.DOMAIN]),
            dimensions=_in_order(found[What.DIMENSION]),
            indicators=_in_order(found[What.INDICATOR]),
            vetoes=_in_order(found[What.VETO]),
            bands=sorted(found[What.BAND].values(), key=lambda band: -band.at_least),
        )
        check(made)
    except Refusal as refusal:
        reading.refuse(0, refusal)
        return None
    return made


def _in_order(found: Mapping[str, Any]) -> Sequence[Any]:
    return list(found.values())
