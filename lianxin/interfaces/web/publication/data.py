"""The open-data files of a month: one table, its places as GeoJSON, and the dictionary."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import shapely
from django.utils.translation import pgettext_lazy as _

from lianxin.casework.tickets.rules import Kind
from lianxin.followers.insight.rules.opendata import NOWHERE, RATES, UNKNOWN, Cut, Month
from lianxin.followers.insight.rules.suppression import ANY, DISTRICT, FEWEST, PROTECTION, Key
from lianxin.interfaces.exchange.opendata import (
    Value,
    as_csv,
    as_geojson,
    as_json,
    as_parquet,
)
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.publication.columns import RULES, both, columns
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import padded

TABLE, PARQUET, PLACES, DICTIONARY = (
    "requests.csv",
    "requests.parquet",
    "places.geojson",
    "dictionary.json",
)
FILES = (TABLE, PARQUET, PLACES, DICTIONARY)
FINE = 1e-5  # degrees: about a metre
NOT_KNOWN = "未知"  # names in the files are those of the registers, in Chinese


class Names:
    """How groups and places are called, as the registers have it on a day."""

    def __init__(self, month: Month, on: date) -> None:
        self._groups = {**duties.category_names(month.frame.groups), UNKNOWN: NOT_KNOWN}
        codes = {padded(place) for place in month.frame.places}
        codes |= {padded(place[:DISTRICT]) for place in month.frame.places}
        self._places = orgs.division_names(codes, on)

    def group(self, code: str) -> str:
        """Return the name of a group; one that is no more keeps its code."""
        return "" if code == ANY else self._groups.get(code, code)

    def place(self, code: str) -> str:
        """Return the name of a place."""
        if code == ANY:
            return ""
        if code in (NOWHERE, NOWHERE[:DISTRICT]):
            return NOT_KNOWN
        return self._places.get(padded(code), code)


def files(month: Month, *, version: int, note: str, on: date) -> dict[str, bytes]:
    """Return the files of a month by name."""
    names, head = Names(month, on), columns()
    rows = [_row(month, key, version, names) for key in sorted(month.rows)]
    return {
        TABLE: as_csv(head, rows),
        PARQUET: as_parquet(head, rows),
        PLACES: as_geojson(list(_features(month, names, on))),
        DICTIONARY: as_json(_dictionary(month, version, note, names)),
    }


def cut(table: bytes) -> Cut:
    """Return how a version told a month, from its table."""
    rows: dict[Key, int] = {}
    rated: dict[str, set[Key]] = {code: set() for code in RATES}
    for row in csv.DictReader(io.StringIO(table.decode("utf-8-sig"))):
        key = Key(row["group"], row["place"], row["kind"])
        rows[key] = int(row["requests"])
        for code in RATES:
            if row[code]:
                rated[code].add(key)
    return Cut(rows=rows, rated={code: frozenset(some) for code, some in rated.items()})


def _row(month: Month, key: Key, version: int, names: Names) -> list[Value]:
    found: list[Value] = [month.month, version, key.group, names.group(key.group)]
    found += [key.place, names.place(key.place), key.kind, month.rows[key]]
    for code in RATES:
        parts = month.rates[code].rows.get(key)
        found += [None, None] if parts is None else [parts.hits, parts.hits + parts.misses]
    return found


def _features(
    month: Month, names: Names, on: date
) -> Iterable[tuple[Mapping[str, Value], dict[str, Any] | None]]:
    """Yield each place of the table with the sum of its rows; a district's are those of no one town."""
    sums: dict[str, int] = defaultdict(int)
    for key, number in month.rows.items():
        if key.place != ANY:
            sums[key.place] += number
    drawn = _outlines(sums, on)
    for place, number in sorted(sums.items()):
        said: dict[str, Value] = {"month": month.month, "place": place, "requests": number}
        yield {**said, "place_name": names.place(place)}, drawn.get(place)


def _outlines(places: Iterable[str], on: date) -> dict[str, dict[str, Any]]:
    """Return the outline of each place, drawn together from those of its grids."""
    wanted = set(places)
    grids: dict[str, list[Any]] = defaultdict(list)
    for code, polygon in orgs.grids(on).values_list("code", "polygon"):
        for place in wanted & {code[:9], code[:DISTRICT]}:
            grids[place].append(shapely.geometry.shape(polygon))
    found = {}
    for place, some in grids.items():
        whole = shapely.set_precision(shapely.union_all(some), FINE)
        found[place] = shapely.geometry.mapping(whole)
    return found


def _dictionary(month: Month, version: int, note: str, names: Names) -> Mapping[str, object]:
    frame = month.frame
    kinds = {kind.value: both(said) for kind, said in labels.KIND.items()}
    not_known: Words = _("open data", "Not known")
    return {
        "month": month.month,
        "version": version,
        "note": note,
        "requests": month.total,
        "fewest": FEWEST,
        "protection": PROTECTION,
        "rates": {code: _whole(month, code) for code in RATES},
        "files": {"table": [TABLE, PARQUET], "places": PLACES},
        "coordinates": "WGS 84",
        "columns": [{"name": one.name, "type": one.type, "says": one.says} for one in columns()],
        "rules": [both(said) for said in RULES],
        "groups": {code: names.group(code) for code in sorted(frame.groups)},
        "places": {code: names.place(code) for code in sorted(frame.places)},
        "kinds": {
            kind: kinds.get(kind, both(not_known))
            for kind in sorted({*frame.kinds, *map(str, Kind)})
        },
    }


def _whole(month: Month, code: str) -> Mapping[str, int] | None:
    """Return a rate of the month as a whole."""
    found = month.rates[code].whole
    return found and {"hits": found.hits, "of": found.hits + found.misses}
