"""Every register as a table of rows in the words of its file: what a change is held against."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from lianxin.registers.calendars import queries as calendars
from lianxin.registers.changes.rules import Register, Row
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import Kept, padded
from lianxin.registers.policies import queries as policies

Keys = Collection[str] | None
Table = dict[str, Row]


def table(register: Register, on: date, keys: Keys = None) -> Table:
    """Return a register's rows on a day by key; only those under some keys where it is a long one."""
    return TABLES[register](on, keys)


def _orgs(kind: Kept) -> Callable[[date, Keys], Table]:
    return lambda on, keys: orgs.table(kind, on, keys)


def _calendar(_on: date, keys: Keys) -> Table:
    days, settled = set(), None
    for key in keys or ():
        try:
            if len(key) == len("2026"):
                settled = date(int(key), 1, 1).year
            else:
                days.add(date.fromisoformat(key))
        except ValueError:  # an address may hold anything: no row has such a key
            continue
    return calendars.table(days, settled)


def _limits(on: date) -> Table:
    """Return the adoptions, each with its division's whole code."""
    rows = [
        {**row, "division": prefix and padded(prefix)}
        for prefix, row in policies.adopted(on).items()
    ]
    return {row["division"]: row for row in rows}


TABLES: Mapping[Register, Callable[[date, Keys], Table]] = {
    Register.DIVISIONS: _orgs(Kept.DIVISIONS),
    Register.UNITS: _orgs(Kept.UNITS),
    Register.GRIDS: _orgs(Kept.GRIDS),
    Register.BUILDINGS: _orgs(Kept.BUILDINGS),
    Register.STAFF: _orgs(Kept.STAFF),
    Register.CATEGORIES: lambda _on, _keys: duties.category_table(),
    Register.DUTIES: lambda _on, _keys: duties.duty_table(),
    Register.CATALOGUE: lambda on, _keys: duties.catalogue_table(on),
    Register.CALENDAR: _calendar,
    Register.PROFILES: lambda _on, _keys: policies.table(),
    Register.LIMITS: lambda on, _keys: _limits(on),
}
