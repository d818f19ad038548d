"""Reads of the registry: who sees which table, what it says, and what it repeats."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lianxin.casework.paperwork import rules
from lianxin.casework.paperwork.models import Asked, Filing, Table
from lianxin.casework.paperwork.rules import Period, Rhythm, Schedule, State, deeds
from lianxin.casework.paperwork.rules.repeats import Demand, Overlap, overlap
from lianxin.foundation.actor import HOTLINE, Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.chapters import Chapter, chapter
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import Replay
from lianxin.foundation.refusal import NotFound
from lianxin.registers.orgs.rules import span

PAGE = 50
LIVE = (
    State.PROPOSED,
    State.CHECKED,
    State.OPEN,
    State.PAUSED,
    State.ENDED,
)  # what may be repeated
UNSPOKEN = frozenset(
    {"fields", "template", "answers"}
)  # words that are data, told apart on the page


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the words of a table say."""

    title: str
    basis: str
    fields: tuple[rules.Field, ...]


def visible_to(by: Actor) -> QuerySet[Table]:
    """Return the tables that an actor may know of, as one SQL condition.

    A unit those that it asks or is asked, a lead those of the units below as well; the hotline and
    the auditor those asked by or of a unit in their division.
    """
    if by.role is Role.SYSTEM:
        return Table.objects.all()
    if by.role in HOTLINE or by.role is Role.AUDITOR:
        return Table.objects.filter(_in_division(by.division))
    if by.role in rules.FILLERS:
        units = Q(unit__path__startswith=by.unit_path) if leads(by) else Q(unit_id=by.unit_id)
        asker = Q(asker__path__startswith=by.unit_path) if leads(by) else Q(asker_id=by.unit_id)
        return Table.objects.filter(asker | Q(pk__in=Asked.objects.filter(units).values("table")))
    return Table.objects.none()


def leads(by: Actor) -> bool:
    """Tell whether an actor reads for the units below as well."""
    return by.role is Role.UNIT_LEAD and bool(by.unit_path)


def _in_division(prefix: str) -> Q:
    if not prefix:
        return Q()
    there = span(prefix)
    asked = Asked.objects.filter(unit__division__code__range=there)
    return Q(asker__division__code__range=there) | Q(pk__in=asked.values("table"))


def find(by: Actor, table_id: int) -> Table:
    """Return one table that an actor may know of, or refuse."""
    found = visible_to(by).select_related("asker", "repeats").filter(pk=table_id).first()
    if found is None:
        raise NotFound(pk=table_id)
    return found


def listed(
    by: Actor, state: State, *, before: int | None = None, limit: int = PAGE
) -> QuerySet[Table]:
    """Return a page of the tables in a state, the newest first, beginning behind an id."""
    found = visible_to(by).filter(state=state.value)
    if before is not None:
        found = found.filter(pk__lt=before)
    return found.select_related("asker").order_by("-pk")[:limit]


def told(tables: Iterable[Table]) -> dict[int, Told]:
    """Return what the words of some tables say: one query, for they stand in the first entry of each."""
    said = ledger.words_in("table", {one.pk: 1 for one in tables})
    return {pk: _told(words) for pk, words in said.items()}


def _told(words: Mapping[str, str | None]) -> Told:
    return Told(
        title=words.get("title") or "",
        basis=words.get("basis") or "",
        fields=rules.fields.read(words.get("fields") or ""),
    )


def schedule(table: Table) -> Schedule:
    """Return when a table is asked for, as the rules speak of it."""
    return Schedule(
        rhythm=Rhythm(table.rhythm),
        first_on=table.first_on,
        ends_on=table.ends_on,
        due_days=table.due_days,
    )


def standing(table: Table, filler_id: int | None = None) -> rules.Standing:
    """Return what the table of moves needs to know."""
    return rules.Standing(state=State(table.state), asker_id=table.asker_id, filler_id=filler_id)


def proposers(table: Table) -> frozenset[int]:
    """Return whose hands proposed a table: who did it, and for whom."""
    entries = ledger.about(table).filter(verb__in=deeds.PROPOSALS)
    return frozenset(
        pk for entry in entries for pk in (entry.staff_id, entry.for_id) if pk is not None
    )


def demand(table: Table, fields: Sequence[rules.Field]) -> Demand:
    """Return what a table asks for, as the rule on repeats compares it."""
    ends_on = min(table.ends_on, table.ended_on or table.ends_on)
    return Demand(
        table_id=table.pk or 0,
        fields=frozenset(one.same for one in fields),
        units=frozenset(table.unit_ids),
        span=Period(table.first_on, max(table.first_on, ends_on)),
    )


def repeated(table: Table, fields: Sequence[rules.Field]) -> Overlap:
    """Return what earlier registered tables ask already of what a table asks."""
    return overlap(demand(table, fields), _earlier(table))


def _earlier(table: Table) -> Iterator[Demand]:
    near = Table.objects.filter(
        state__in=[one.value for one in LIVE],
        first_on__lte=table.ends_on,
        ends_on__gte=table.first_on,
        pk__in=Asked.objects.filter(unit_id__in=table.unit_ids).values("table"),
    )
    if table.pk and not table._state.adding:
        near = near.filter(pk__lt=table.pk)
    found = list(near.order_by("pk"))
    said = told(found)
    yield from (demand(one, said[one.pk].fields) for one in found)


def template(table: Table) -> bytes | None:
    """Return the asker's own layout, the newest, or None where there is none."""
    newest = ledger.about(table).filter(verb=deeds.TEMPLATE_SET).last()
    said = ledger.words(newest).get("template") if newest else None
    return bytes.fromhex(said) if said else None


def story(table: Table) -> list[Chapter]:
    """Return what happened to a table, the oldest first."""
    return [_spoken(entry, ledger.words(entry)) for entry in ledger.about(table)]


def _spoken(entry: Entry, words: Mapping[str, str | None]) -> Chapter:
    return chapter(entry, {name: said for name, said in words.items() if name not in UNSPOKEN})


def _unasked(facts: Mapping[int, Sequence[Mapping[str, object]]]) -> Iterator[tuple[int, str]]:
    """Yield the tables whose rows of `Asked` are not what the ledger says."""
    rows: dict[int, set[int]] = {}
    for table_id, unit_id in Asked.objects.filter(table_id__in=facts).values_list(
        "table_id", "unit_id"
    ):
        rows.setdefault(table_id, set()).add(unit_id)
    for pk, told_ in facts.items():
        said = next((one["unit_ids"] for one in told_ if "unit_ids" in one), [])
        if isinstance(said, list) and set(said) != rows.get(pk, set()):
            yield pk, "asked"


REPLAY = Replay(model=Table, columns=deeds.COLUMNS, where=lambda pk: f"table {pk}", beside=_unasked)
FILED = Replay(model=Filing, columns=deeds.FILING_COLUMNS, where=lambda pk: f"filing {pk}")


def faults() -> Iterator[Fault]:
    """Yield where a table, or what was filled in, is not what the ledger says."""
    yield from REPLAY.faults()
    yield from FILED.faults()
