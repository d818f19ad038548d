"""What a file of articles may say, held against the registers that it names."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import BadRow, Refusal
from lianxin.registers.duties.rules import table
from lianxin.registers.duties.rules.refusals import UnknownCategory
from lianxin.registers.knowledge.rules.refusals import VersionWaits
from lianxin.registers.knowledge.rules.wording import ArticleRow, Wording, read
from lianxin.registers.orgs.rules import UnknownUnit, check_keeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a file may name: units with the divisions that they serve, and categories, by code."""

    units: Mapping[str, tuple[int, str]]
    categories: Mapping[str, int]


def check_rows(given: table.Table, known: Known, by: Actor) -> list[tuple[ArticleRow, Wording]]:
    """Return what each row says, or refuse the file with everything that is wrong in it."""
    rows = table.read(given, read)
    table.refuse([*table.doubled(rows, lambda row: row.code), *_faults(rows, known, by)])
    return [(row, _wording(row, known)) for row in rows]


def check_waiting(rows: Iterable[ArticleRow], waiting: Container[str]) -> None:
    """Refuse rows that would change an article of which somebody is writing a newer version."""
    table.refuse(
        [table.fault(row.line, VersionWaits(code=row.code)) for row in rows if row.code in waiting]
    )


def _faults(rows: list[ArticleRow], known: Known, by: Actor) -> Iterator[BadRow]:
    for row in rows:
        for refusal in _refusals(row, known, by):
            yield table.fault(row.line, refusal)


def _refusals(row: ArticleRow, known: Known, by: Actor) -> Iterator[Refusal]:
    if row.owner_code not in known.units:
        yield UnknownUnit(code=row.owner_code)
    else:
        try:
            check_keeper(by, known.units[row.owner_code][1])
        except Refusal as refusal:
            yield refusal
    if row.category_code and row.category_code not in known.categories:
        yield UnknownCategory(code=row.category_code)


def _wording(row: ArticleRow, known: Known) -> Wording:
    return Wording(
        title=row.title,
        public=row.public,
        internal=row.internal,
        keywords=row.keywords,
        legal_basis=row.legal_basis,
        owner_id=known.units[row.owner_code][0],
        category_id=known.categories.get(row.category_code),
        review_by=row.review_by,
    )
