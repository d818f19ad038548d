"""Which changes there are, what waits for a second person, and what happened to one row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.refusal import NotFound
from lianxin.registers.changes import rules
from lianxin.registers.changes.models import Change, ChangedRow
from lianxin.registers.changes.rules import State, verbs
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import Successor, significant

SHOWN = 50  # of a row's history
SEEN = Q(state__in=[state.value for state in State if state is not State.PREPARED])
DONE = (State.APPLIED, State.UNDONE)
UNFINISHED = (State.PREPARED, State.WAITING, State.SCHEDULED, State.FAILED)
ABOUT = "change"


def in_service() -> bool:
    """Return whether anybody has ever asked for anything: from then on units answer for something."""
    return Entry.objects.filter(about="ticket").exists()


def visible_to(by: Actor) -> QuerySet[Change]:
    """Return the changes that somebody may see: of the own division; only prepared ones of one's own."""
    if by.role not in rules.DECIDERS:
        return Change.objects.none()
    own = SEEN | Q(author_id=by.staff_id)
    return Change.objects.filter(own, scope__startswith=by.division).order_by("-pk")


def change(by: Actor, change_id: int) -> Change:
    """Return one change that somebody may see, or refuse."""
    found = visible_to(by).filter(pk=change_id).first()
    if found is None:
        raise NotFound(pk=change_id)
    return found


def changes(by: Actor, register: rules.Register | None = None) -> QuerySet[Change]:
    """Return the changes that somebody may see, the newest first."""
    found = visible_to(by)
    return found if register is None else found.filter(register=register.value)


def waiting_for(by: Actor) -> int:
    """Return how many changes somebody could decide as the second person."""
    waiting = visible_to(by).filter(state=State.WAITING)
    return waiting.exclude(author_id=by.staff_id).count()


def rows(change_id: int) -> QuerySet[ChangedRow]:
    """Return what a change does to which rows, refused rows first."""
    return ChangedRow.objects.filter(change_id=change_id).order_by("pk")


def counts(change_id: int) -> dict[str, int]:
    """Return how many rows a change adds, changes, ends, and how many are refused."""
    found = ChangedRow.objects.filter(change_id=change_id).values_list("kind")
    return dict(found.annotate(Count("pk")).order_by())


def can_be_sent(change: Change) -> bool:
    """Return whether there is anything in a change that can be brought in."""
    found = counts(change.pk)
    refused = found.pop(rules.Kind.REFUSED, 0)
    whole = rules.KEPT[rules.Register(change.register)].whole
    return bool(found) and not (whole and refused)


def differences(change: Change) -> list[rules.Difference]:
    """Return what a change does, as the rules speak of it."""
    return [difference(row) for row in rows(change.pk)]


def difference(row: ChangedRow) -> rules.Difference:
    """Return what a change does to one row."""
    return rules.Difference(
        kind=rules.Kind(row.kind),
        key=row.key,
        before=row.before,
        after=row.after,
        line=row.line,
        code=row.code,
        facts=row.facts,
    )


def needs_second(change: Change, by: Actor) -> bool:
    """Return whether a second person has to agree to a change of somebody."""
    register = rules.Register(change.register)
    found = differences(change) if rules.KEPT[register].second else []
    return rules.needs_second(register, found, by, in_service=in_service())


def authors(found: Sequence[Change]) -> dict[int, list[Entry]]:
    """Return the entries of several changes: who prepared, sent and decided each, and when."""
    entries: dict[int, list[Entry]] = {one.pk: [] for one in found}
    for entry in ledger.of(ABOUT, list(entries)):
        entries[entry.about_id].append(entry)
    return entries


def hands(change: Change) -> set[int | None]:
    """Return who had a hand in a change: whose it is, and who brought it as far as this."""
    brought = ledger.about(change).filter(verb__in=(verbs.PREPARED, verbs.SENT))
    return {change.author_id, *brought.values_list("staff_id", flat=True)}


def left_by(post_id: int, on: date) -> list[Change]:
    """Return the changes that nobody could go on with once a post has ended on a day.

    Not those for which their author keeps another post that brings such changes in.
    """
    staff_id = orgs.holder(post_id)
    held = [
        (post.role, significant(post.division_code))
        for post in orgs.posts_of_id(staff_id, on)
        if post.pk != post_id and post.for_id is None
    ]
    unfinished = Change.objects.filter(author_id=staff_id, state__in=UNFINISHED).order_by("pk")
    return [one for one in unfinished if not _kept(one, held)]


def _kept(change: Change, held: Sequence[tuple[Role, str]]) -> bool:
    try:
        rules.may_take_over(rules.Register(change.register), change.scope, held)
    except rules.CannotTakeOver:
        return False
    return True


def scheduled(on: date) -> list[Change]:
    """Return the changes whose day has come, in the order of their days."""
    waiting = Change.objects.filter(state=State.SCHEDULED, valid_from__lte=on)
    return list(waiting.order_by("valid_from", "pk"))


def asked_for(register: rules.Register, keys: Sequence[str]) -> dict[str, int]:
    """Return which of some rows a change is waiting to change, each with that change."""
    waiting = (State.WAITING, State.SCHEDULED)
    found = ChangedRow.objects.filter(register=register.value, key__in=keys)
    found = found.filter(change__state__in=waiting).order_by("pk")
    return dict(found.values_list("key", "change_id"))


def units_ended(change: Change) -> list[str]:
    """Return the codes of the units that a change closes."""
    if change.register != rules.Register.UNITS:
        return []
    return list(rows(change.pk).filter(kind=rules.Kind.ENDED).values_list("key", flat=True))


def successor(change: Change) -> Successor | None:
    """Return which unit takes over from the one that a change closes."""
    if not change.successor:
        return None
    return Successor(code=change.successor, by_catalogue=change.by_catalogue)


def is_asked_back(change: Change) -> bool:
    """Return whether somebody has asked to take a change back, and nobody has decided yet."""
    waiting = (State.WAITING, State.SCHEDULED)
    return Change.objects.filter(undoes=change, state__in=waiting).exists()


@dataclass(frozen=True, kw_only=True)
class Past:
    """What one change did to one row, and the entries that say by whom and when."""

    row: rules.Difference
    change: Change
    entries: Sequence[Entry]


def history(register: rules.Register, key: str) -> list[Past]:
    """Return what was done to a row by changes, the newest first."""
    return _past(ChangedRow.objects.filter(register=register.value, key=key))


def history_of_year(year: int) -> list[Past]:
    """Return what was done to the days of a year, the newest first."""
    of_year = Q(key__startswith=f"{year}-") | Q(key=str(year))
    return _past(ChangedRow.objects.filter(of_year, register=rules.Register.CALENDAR.value))


def _past(found: QuerySet[ChangedRow]) -> list[Past]:
    done = found.filter(change__state__in=DONE).select_related("change").order_by("-pk")
    listed = list(done[:SHOWN])
    entries = authors([row.change for row in listed])
    return [
        Past(row=difference(row), change=row.change, entries=entries[row.change.pk])
        for row in listed
    ]


def faults() -> Iterator[Fault]:
    """Yield every change whose rows are not those that its entry binds."""
    for one in Change.objects.order_by("pk").iterator():
        entry = ledger.of(ABOUT, [one.pk]).first()
        bound = ledger.words(entry).get("rows") if entry else None
        heir = entry.facts.get("successor", "") if entry else ""
        if bound != rules.digest(differences(one)) or heir != one.successor:
            yield Fault(code="change-differs", where=f"change {one.pk} of {one.register}")
