"""Which row of the catalogue answers for a category at a place, and how that is explained."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lianxin.registers.duties.rules.refusals import NotACategory
from lianxin.registers.policies.rules import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A row of the catalogue as far as choosing goes."""

    row_id: int
    category_id: int
    prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The facts that explain an assignment in words; empty text is "the catalogue does not say"."""

    category_code: str
    category_name: str
    asked_place: str  # the name of the place that was asked about
    row_place: str  # the name of the place that the row is for; "" is anywhere
    lead: str  # as the catalogue names it: a unit's code, or "@subdistrict"
    lead_name: str
    duty_code: str
    duty_title: str
    legal_basis: str
    version: int
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who leads and who assists, how urgent it is, and by which row of which version.

    `lead_unit_id` is None where the row names "@subdistrict" and the place is not known that
    finely; `unresolved` lists the assisting bodies of the place that are not known for that reason.
    """

    lead_unit_id: int | None
    assist_unit_ids: tuple[int, ...]
    unresolved: tuple[str, ...]
    tier: Tier
    row_id: int
    version: int
    why: Why


def lineage(category_id: int, parents: Mapping[int, int | None]) -> list[int]:
    """Return a category and those that it stands under, itself first."""
    line = [category_id]
    while (above := parents.get(line[-1])) is not None:
        line.append(above)
    return line


def choose(rows: Iterable[Candidate], line: Sequence[int], division_code: str) -> Candidate | None:
    """Return the row that answers: the narrowest place wins, then the category before its parents."""
    fitting = [
        row for row in rows if row.category_id in line and division_code.startswith(row.prefix)
    ]
    return max(
        fitting, key=lambda row: (len(row.prefix), -line.index(row.category_id)), default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A published version of the catalogue: from when it counts, and its rows with their tiers."""

    valid_from: date
    rows: Mapping[int, Sequence[Candidate]]  # by category
    tiers: Mapping[int, Tier]  # by row
    leads: Mapping[int, "Lead"]  # by row


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Whom a row names to lead: a unit, or the office of the place ("@subdistrict")."""

    unit_id: int | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The catalogue in memory, for what must be known at once: how urgent something is here."""

    editions: Sequence[Edition]  # the newest first
    parents: Mapping[int, int | None]
    leaves: frozenset[int] = frozenset()

    def chosen(self, category_id: int) -> int:
        """Return a category that can be chosen, or refuse: it is over, or others stand under it."""
        if category_id not in self.leaves:
            raise NotACategory
        return category_id

    def tier(self, category_id: int, division_code: str, on: date) -> Tier | None:
        """Return the tier that holds for a category at a place on a day; None where nobody answers."""
        found = self.answering(category_id, division_code, on)
        return found[0].tiers[found[1]] if found else None

    def answering(
        self, category_id: int, division_code: str, on: date
    ) -> tuple[Edition, int] | None:
        """Return the edition of a day and the id of its row that answers; None where none does."""
        edition = next((one for one in self.editions if one.valid_from <= on), None)
        if edition is None:
            return None
        line = lineage(category_id, self.parents)
        rows = [row for about in line for row in edition.rows.get(about, ())]
        chosen = choose(rows, line, division_code)
        return (edition, chosen.row_id) if chosen else None
