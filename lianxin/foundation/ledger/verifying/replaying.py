"""Whether the rows of a kind of subject are what the ledger says they are: the replay of its entries."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db.models import QuerySet

from lianxin.foundation.ledger import rules
from lianxin.foundation.ledger.models import Entry, Subject
from lianxin.foundation.ledger.queries import name_of
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying.reading import BEFORE_ALL, UNREADABLE, Progress, rows

CHUNK = 1000
S = TypeVar("S", bound=Subject)
Facts = Mapping[str, object]


@dataclass
class _Told:
    """What the ledger tells of one subject."""

    entries: int = 0
    facts: list[Facts] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)


def _nothing(facts: Mapping[int, Sequence[Facts]]) -> Iterable[tuple[int, str]]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Replay(Generic[S]):
    """A kind of subject whose columns are a replay, and what stands beside them.

    A fact that changes the row bears the column's name: the newest entry that names a column says
    what stands in it. `beside` is given the facts of some subjects and yields what rows of other
    tables lack of them, as (id, what).
    """

    model: type[S]
    columns: Collection[str]
    where: Callable[[int], str]
    beside: Callable[[Mapping[int, Sequence[Facts]]], Iterable[tuple[int, str]]] = _nothing

    def known(self, pk: int) -> bool:
        """Tell whether there is or ever was such a subject."""
        entries = Entry.objects.filter(about=name_of(self.model), about_id=pk)
        return entries.exists() or self._all.filter(pk=pk).exists()

    def faults(
        self, *, pk: int | None = None, progress: Progress = lambda done: None
    ) -> Iterator[Fault]:
        """Yield where a row is not the replay of its entries: all rows, or one."""
        if pk is not None:
            yield from self._chunk([pk])
            return
        last, ids = BEFORE_ALL, self._all.order_by("pk").values_list("pk", flat=True)
        while chunk := list(ids.filter(pk__gt=last)[:CHUNK]):
            yield from self._chunk(chunk)
            last = chunk[-1]
            progress(len(chunk))
        yield from self._orphans()

    @property
    def _all(self) -> QuerySet[S]:
        return self.model._default_manager.all()

    @property
    def _kind(self) -> str:
        return name_of(self.model)

    def _chunk(self, ids: list[int]) -> Iterator[Fault]:
        found, told = rows(self._all, ids), self._told(ids)
        for pk in ids:
            row = found.get(pk)
            if pk not in found:
                yield self._fault("missing", pk)
            elif row is None:
                yield self._fault("unreadable", pk)
            else:
                yield from self._one(row, told[pk])
        whole = {pk: one.facts for pk, one in told.items() if found.get(pk) and not one.unreadable}
        for pk, what in self.beside(whole):
            yield Fault(code="replay-differs", where=self.where(pk), detail=what)

    def _told(self, ids: list[int]) -> dict[int, _Told]:
        told = {pk: _Told() for pk in ids}
        found = Entry.objects.filter(about=self._kind, about_id__in=ids)
        about = dict(found.order_by("about_id", "seq").values_list("pk", "about_id"))
        for pk, entry in rows(Entry.objects.all(), list(about)).items():
            one = told[about[pk]]
            one.entries += 1
            try:
                facts = None if entry is None else rules.decode(entry.verb, entry.facts)
            except UNREADABLE:
                facts = None
            if facts is None:
                one.unreadable.append(pk)
            else:
                one.facts.append(facts)
        return told

    def _one(self, row: S, told: _Told) -> Iterator[Fault]:
        where = self.where(row.pk)
        if row.seq != told.entries or not told.entries:
            detail = f"{told.entries} of {row.seq}"
            yield Fault(code="entries-missing", where=where, detail=detail)
        for pk in told.unreadable:  # no replay without them
            yield Fault(code="entry-unreadable", where=where, detail=f"entry {pk}")
        if told.unreadable:
            return
        replayed = self._columns() | rules.replay(told.facts, self.columns)
        for name in sorted(self.columns):
            if getattr(row, name) != replayed[name]:
                yield Fault(code="replay-differs", where=where, detail=name)

    def _columns(self) -> dict[str, object]:
        """Return what stands in the columns that no entry has named yet."""
        return {one.attname: one.get_default() for one in self.model._meta.concrete_fields}

    def _orphans(self) -> Iterator[Fault]:
        lost = Entry.objects.filter(about=self._kind).exclude(about_id__in=self._all.values("pk"))
        for pk in lost.values_list("about_id", flat=True).distinct():
            yield self._fault("missing", pk)

    def _fault(self, what: str, pk: int) -> Fault:
        return Fault(code=f"{self._kind}-{what}", where=f"{self._kind} id {pk}")
