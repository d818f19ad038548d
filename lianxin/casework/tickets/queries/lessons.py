"""What the dispatch catalogue should learn: where decisions point to another unit than it names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from lianxin.casework.tickets.models import Pointing
from lianxin.casework.tickets.rules.lessons import WITHIN, Case, Lesson
from lianxin.casework.tickets.rules.lessons import lessons as told
from lianxin.foundation.actor import Actor
from lianxin.foundation.time import day_of
from lianxin.registers.duties import queries as duties
from lianxin.registers.duties.rules import choose, lineage
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs import rules as org_rules


@dataclass(frozen=True, kw_only=True)
class _Book:
    """The catalogue of a day, and which unit serves which place, read once for all cases."""

    edition: duties.Edition
    rows: Mapping[int, duties.Named]
    parents: Mapping[int, int | None]
    units: Mapping[int, str]
    offices: Mapping[tuple[str, str], str]

    def case(self, one: Pointing) -> Case | None:
        """Return what a decision says against the catalogue, or None where the two agree."""
        line = lineage(one.category_id, self.parents)
        candidates = [row for about in line for row in self.edition.rows.get(about, ())]
        chosen = choose(candidates, line, one.division_code)
        unit = self.units.get(one.unit_id)
        if chosen is None or unit is None:
            return None
        row = self.rows[chosen.row_id]
        named = {row.lead} if one.leads else {row.lead, *row.assist}
        if unit in {self._office(name, one.division_code) for name in named}:
            return None
        return Case(
            ticket_id=one.ticket_id,
            category=one.category.code,
            division_code=one.division_code,
            row=row.key,
            prefix=chosen.prefix,
            unit=unit,
            leads=one.leads,
        )

    def _office(self, name: str, division_code: str) -> str:
        kind = duties.OFFICES.get(name)
        if kind is None or not division_code:
            return name
        places = org_rules.lineage(division_code)
        served = (self.offices.get((kind.value, place)) for place in places)
        return next((code for code in served if code), name)


def lessons(by: Actor, at: datetime) -> list[Lesson]:
    """Return what the last months' decisions in an actor's division say against the catalogue of today."""
    book = _book(at)
    if book is None:
        return []
    found = Pointing.objects.filter(at__gte=at - WITHIN, division_code__startswith=by.division)
    return told(_cases(book, found.select_related("category").order_by("pk").iterator()))


def _cases(book: _Book, found: Iterator[Pointing]) -> Iterator[Case]:
    for one in found:
        if (case := book.case(one)) is not None:
            yield case


def _book(at: datetime) -> _Book | None:
    on = day_of(at)
    known = duties.book()
    edition = next((one for one in known.editions if one.valid_from <= on), None)
    current = duties.catalogue(on)
    if edition is None or current is None:
        return None
    units = list(orgs.handling_units(on))
    return _Book(
        edition=edition,
        rows=duties.named(current.pk),
        parents=known.parents,
        units={unit.pk: unit.code for unit in units},
        offices={(unit.kind, unit.division.code): unit.code for unit in units},
    )
