"""Reads of matters: who sees which, what is said of each, where it is, and whether the ledger agrees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, When

from lianxin.casework.matters import rules
from lianxin.casework.matters.models import Matter
from lianxin.casework.matters.rules import State
from lianxin.foundation.actor import STAFF, Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.chapters import Chapter, chapter
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.verifying import Replay
from lianxin.foundation.refusal import NotFound
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import lineage, padded, significant, span

PAGE = 50
NEAR = 10


def visible_to(by: Actor) -> QuerySet[Matter]:
    """Return the matters that an actor may know of, as one SQL condition.

    Nothing personal stands in a matter: staff see those of their place and of what it lies in, and
    those that their unit owns; everybody else the public ones.
    """
    if by.role is Role.SYSTEM:
        return Matter.objects.all()
    if by.role is Role.ADMINISTRATOR or by.role not in STAFF:
        none = by.role is Role.ADMINISTRATOR
        return Matter.objects.none() if none else Matter.objects.filter(public=True)
    return Matter.objects.filter(_around(by.division) | Q(unit_id=by.unit_id))


def _around(prefix: str) -> Q:
    """Return the condition that a matter lies in a place, or the place in that of the matter."""
    if not prefix:
        return Q()
    return Q(division_code__range=span(prefix)) | Q(division_code__in=lineage(padded(prefix)))


def find(by: Actor, matter_id: int) -> Matter:
    """Return one matter that an actor may know of, or refuse."""
    found = visible_to(by).select_related("category", "grid", "unit").filter(pk=matter_id).first()
    if found is None:
        raise NotFound(pk=matter_id)
    return found


def listed(
    by: Actor, *states: State, before: int | None = None, limit: int = PAGE
) -> QuerySet[Matter]:
    """Return a page of the matters in some states, the newest first, beginning behind an id."""
    found = visible_to(by).filter(state__in=[state.value for state in states])
    if before is not None:
        found = found.filter(pk__lt=before)
    return found.select_related("category", "grid", "unit").order_by("-pk")[:limit]


def near(by: Actor, *, category_id: int | None, division_code: str) -> list[Matter]:
    """Return the open matters around a place, those of the same category first, then the newest."""
    around = _around(significant(division_code) if division_code else "")
    found = visible_to(by).filter(around, state=State.OPEN.value).select_related("category", "unit")
    same = Case(When(category_id=category_id, then=0), default=1)
    return list(found.order_by(same, "-pk")[:NEAR])


def standing(matter: Matter) -> rules.Standing:
    """Return what the table of moves needs to know of a matter."""
    return rules.Standing(state=State(matter.state), unit_id=matter.unit_id)


def steps(matter: Matter, by: Actor) -> list[rules.Step]:
    """Return the steps that an actor may take on a matter now."""
    return rules.steps(standing(matter), by)


def texts(matters: Iterable[Matter]) -> dict[int, dict[str, str]]:
    """Return what is said of some matters now, by name: title, place, plan, draft, reply, reason."""
    found: dict[int, dict[str, str]] = {matter.pk: {} for matter in matters}
    for entry in ledger.of(ledger.name_of(Matter), found).exclude(
        verb__in=(rules.GATHERED, rules.SCATTERED)
    ):
        said = ledger.words(entry)
        found[entry.about_id].update((name, text or "") for name, text in said.items())
    return found


def story(matter: Matter) -> list[Chapter]:
    """Return every deed on a matter, oldest first."""
    return [chapter(entry, ledger.words(entry)) for entry in ledger.about(matter)]


def gathering(matter: Matter, entry_id: int) -> Entry:
    """Return the entry by which many joined a matter, or refuse."""
    found = ledger.about(matter).filter(verb=rules.GATHERED, pk=entry_id).first()
    if found is None:
        raise NotFound(pk=entry_id)
    return found


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a matter is: the names of what it lies in, the largest first; "" is no place any more."""

    coarse: str
    grid: str
    in_force: bool


def places(matters: Iterable[Matter], on: date) -> dict[int, Place]:
    """Return where some matters are; two queries, whatever their number."""
    listed_ = list(matters)
    codes = {code for matter in listed_ for code in lineage(matter.division_code)}
    divisions = orgs.divisions_in_force(on).filter(code__in=codes)
    names = dict(divisions.values_list("code", "name"))
    ids = [matter.grid_id for matter in listed_ if matter.grid_id]
    grids = dict(orgs.grids(on).filter(pk__in=ids).values_list("pk", "name"))
    return {matter.pk: _place(matter, names, grids) for matter in listed_}


def _place(matter: Matter, names: Mapping[str, str], grids: Mapping[int, str]) -> Place:
    above = [names[code] for code in reversed(lineage(matter.division_code)) if code in names]
    return Place(
        coarse=" ".join(above[-2:]),
        grid=grids.get(matter.grid_id or 0, ""),
        in_force=matter.division_code in names
        and (matter.grid_id is None or matter.grid_id in grids),
    )


REPLAY = Replay(model=Matter, columns=rules.COLUMNS, where=lambda pk: f"matter {pk}")
faults = REPLAY.faults
