"""What differs between two states of a register, whether that still fits, and what would undo it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lianxin.registers.changes.rules.refusals import RowMovedOn
from lianxin.registers.changes.rules.words import Kind, Row

Table = Mapping[str, Row]  # rows by key
BEGINS = frozenset({"valid_from"})  # says since when a row holds, not what it says


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What happens to one row; a refused one has its line in the file and the reason instead."""

    kind: Kind
    key: str
    before: Row | None = None
    after: Row | None = None
    line: int = 0
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """Return the columns in which a row differs, in the order of the file."""
        old, new = self.before or {}, self.after or {}
        names = dict.fromkeys([*old, *new])
        return [name for name in names if old.get(name, "") != new.get(name, "")]


def between(before: Table, after: Table) -> list[Difference]:
    """Return what differs between two tables, in the order of the new one; what is gone comes last."""
    found = []
    for key, row in after.items():
        old = before.get(key)
        if old is None:
            found.append(Difference(kind=Kind.ADDED, key=key, after=row))
        elif not same(old, row):
            found.append(Difference(kind=Kind.CHANGED, key=key, before=old, after=row))
    gone = [key for key in before if key not in after]
    return found + [Difference(kind=Kind.ENDED, key=key, before=before[key]) for key in gone]


def same(one: Row | None, other: Row | None) -> bool:
    """Return whether two rows say the same, whenever they began to hold."""
    return _said(one) == _said(other)


def _said(row: Row | None) -> Row | None:
    return row and {name: text for name, text in row.items() if name not in BEGINS}


def checked(current: Table, differences: Iterable[Difference]) -> None:
    """Refuse differences from a state in which the register no longer is."""
    for one in differences:
        if not same(current.get(one.key), one.before):
            raise RowMovedOn(key=one.key)


def merged(current: Table, differences: Iterable[Difference]) -> list[Row]:
    """Return the whole list with some differences worked in; new rows come last."""
    rows = dict(current)
    for one in differences:
        if one.after is None:
            rows.pop(one.key)
        else:
            rows[one.key] = one.after
    return list(rows.values())


def inverse(differences: Sequence[Difference]) -> list[Difference]:
    """Return what would undo some differences."""
    turned = {Kind.ADDED: Kind.ENDED, Kind.ENDED: Kind.ADDED}
    return [
        Difference(
            kind=turned.get(one.kind, one.kind), key=one.key, before=one.after, after=one.before
        )
        for one in differences
        if one.kind is not Kind.REFUSED
    ]


def counted(differences: Iterable[Difference]) -> dict[str, int]:
    """Return how many rows are added, changed, ended and refused."""
    counts = dict.fromkeys(Kind, 0)
    for one in differences:
        counts[one.kind] += 1
    return {kind.value: count for kind, count in counts.items()}


def digest(differences: Iterable[Difference]) -> str:
    """Return the hash that binds what a change does to each row."""
    bound = hashlib.sha256()
    for one in differences:
        said = [one.kind, one.key, one.before, one.after, one.line, one.code]
        bound.update(json.dumps(said, sort_keys=True, ensure_ascii=False).encode() + b"\n")
    return bound.hexdigest()
