"""One problem, many tickets: join a matter, leave it, and get its one reply; each ticket stays its own."""

from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from lianxin.casework.matters import actions as matters
from lianxin.casework.matters import queries as matter_queries
from lianxin.casework.matters import rules as matter_rules
from lianxin.casework.matters.actions import About, Plan
from lianxin.casework.matters.models import Matter
from lianxin.casework.tickets import queries
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Step, refusals
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as ledger_queries
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotFound, Refusal

CARRIER = Actor.system("matters")
MOST = 10_000  # tickets in one decision: its entry names each of them


@ledger.deed
def join(
    *,
    ticket_id: int,
    matter_id: int,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
    decided: int | None = None,
) -> Entry:
    """Link a ticket to the matter that it is about; number, promise, reply and rating stay its own.

    `decided` is the entry that decided it for many: there it was seen to that the matter takes them.
    """
    if decided is None:
        matters.may_join(matters.lock(matter_id, by=by), at=at)
    turn = frame.begin(Step.JOIN, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    _no_complaint_of_the_owner(turn.ticket, matter_id)
    return turn.done(matter_id=matter_id, with_matter=True, decided=decided)


@ledger.deed
def leave(
    *,
    ticket_id: int,
    matter_id: int,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
    decided: int | None = None,
) -> Entry:
    """Take a join back, before the matter is replied to: it was another problem after all."""
    if decided is None:
        matters.lock(matter_id, by=by)  # nobody counts for its reply who is just leaving
    turn = frame.begin(Step.LEAVE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    if turn.ticket.matter_id != matter_id:
        raise refusals.NotJoined
    return turn.done(words=words, matter_id=None, with_matter=False, decided=decided)


@ledger.deed
def open_from(
    *,
    ticket_id: int,
    about: About,
    plan: Plan,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Open a matter from the first ticket about it, which joins it; the entry is the matter's."""
    opened = matters.open_matter(about=about, plan=plan, by=by, at=at, key=f"{key}:opened")
    turn = frame.begin(Step.JOIN, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    _no_complaint_of_the_owner(turn.ticket, opened.about_id)
    turn.done(matter_id=opened.about_id, with_matter=True, decided=None)
    return opened


@ledger.deed
def join_many(
    *,
    matter_id: int,
    ticket_ids: Sequence[int],
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Decide that many tickets join a matter: those that were shown, and no others."""
    chosen = set(ticket_ids)
    if not chosen:
        raise refusals.NothingChosen
    if len(chosen) > MOST:
        raise refusals.TooManyAtOnce(most=MOST)
    if queries.decided_by(by).filter(pk__in=chosen).count() < len(chosen):
        raise NotFound
    return matters.gather(
        matter_id=matter_id, ticket_ids=sorted(chosen), by=by, at=at, key=key, seen=seen
    )


@ledger.deed
def reply_to_all(
    *, matter_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Reply to all tickets that have joined a matter by now, in one deed."""
    matters.lock(matter_id, by=by)  # so that none joins or leaves while they are counted
    count = queries.joined(matter_id).count()
    return matters.reply(
        matter_id=matter_id, words=words, tickets=count, by=by, at=at, key=key, seen=seen
    )


@ledger.deed
def reply_by_matter(
    *,
    ticket_id: int,
    matter_id: int,
    words: str,
    owner_id: int,
    category_id: int,
    decided: int,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Give a ticket the reply of its matter, and ask its requester whether it is solved.

    Where nobody leads the ticket yet the matter's owner does from now on: there a dispute leads to.
    """
    turn = frame.begin(Step.REPLY_BY_MATTER, ticket_id=ticket_id, by=by, at=at, key=key, seen=None)
    ticket = turn.ticket
    if ticket.matter_id != matter_id:
        raise refusals.NotJoined
    _no_complaint_of_the_owner(ticket, matter_id)
    led = ticket.lead_unit_id is not None
    return turn.done(
        words=words,
        category_id=ticket.category_id or category_id,
        lead_unit_id=ticket.lead_unit_id if led else owner_id,
        accepted_at=ticket.accepted_at or at,
        dispatched_at=ticket.dispatched_at if led else at,
        with_matter=False,
        decided=decided,
    )


@ledger.deed
def close_matter(
    *, matter_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """End a matter; tickets that stand with it still go their own way, each back to its desk."""
    matters.lock(matter_id, by=by)
    count = queries.standing_with(matter_id).count()
    return matters.close(
        matter_id=matter_id, words=words, tickets=count, by=by, at=at, key=key, seen=seen
    )


@ledger.deed
def let_go(*, ticket_id: int, decided: int, by: Actor, at: datetime, key: str) -> Entry:
    """Let a ticket go its own way, because its matter came to its end without it."""
    turn = frame.begin(Step.LET_GO, ticket_id=ticket_id, by=by, at=at, key=key, seen=None)
    return turn.done(with_matter=False, decided=decided)


def _no_complaint_of_the_owner(ticket: Ticket, matter_id: int) -> None:
    """Refuse that a complaint of the unit which owns the matter gets its answer from that unit."""
    if ticket.about_unit_id is not None:
        owner_id = matter_queries.find(CARRIER, matter_id).unit_id
        if queries.concerned([owner_id], ticket.about_unit_id):
            raise refusals.ConflictOfInterest


def rounds(at: datetime) -> Sequence[ledger.Kind]:
    """Return what is carried out for many tickets once it was decided on a matter."""
    return (
        ledger.Kind(matter_rules.GATHERED, _named, _joining(at)),
        ledger.Kind(matter_rules.SCATTERED, _named, _leaving(at)),
        ledger.Kind(matter_rules.REPLIED, _joined, _replying(at)),
        ledger.Kind(matter_rules.CLOSED, _standing, _letting_go(at)),
    )


def _named(entry: Entry, after: int, limit: int) -> Sequence[int]:
    ids: list[int] = entry.facts["ticket_ids"]
    first = bisect_right(ids, after)
    return ids[first : first + limit]


def _joined(entry: Entry, after: int, limit: int) -> Sequence[int]:
    found = queries.joined(entry.about_id).filter(pk__gt=after)
    return list(found.values_list("pk", flat=True)[:limit])


def _standing(entry: Entry, after: int, limit: int) -> Sequence[int]:
    found = queries.standing_with(entry.about_id).filter(pk__gt=after)
    return list(found.values_list("pk", flat=True)[:limit])


def _letting_go(at: datetime) -> ledger.Each:
    def do(entry: Entry, pk: int, key: str) -> Entry:
        return let_go(ticket_id=pk, decided=entry.pk, by=CARRIER, at=at, key=key)

    return do


def _joining(at: datetime) -> ledger.Each:
    def do(entry: Entry, pk: int, key: str) -> Entry:
        about = entry.about_id
        return join(ticket_id=pk, matter_id=about, by=CARRIER, at=at, key=key, decided=entry.pk)

    return do


def _leaving(at: datetime) -> ledger.Each:
    def do(entry: Entry, pk: int, key: str) -> Entry:
        return leave(
            ticket_id=pk,
            matter_id=entry.about_id,
            words="",
            by=CARRIER,
            at=at,
            key=key,
            decided=entry.pk,
        )

    return do


def _replying(at: datetime) -> ledger.Each:
    known: dict[int, tuple[Matter, str]] = {}  # read once for all tickets of a chunk

    def do(entry: Entry, pk: int, key: str) -> Entry:
        if entry.pk not in known:
            words = ledger_queries.words(entry).get("reply") or ""
            known[entry.pk] = matter_queries.find(CARRIER, entry.about_id), words
        matter, words = known[entry.pk]
        try:
            return reply_by_matter(
                ticket_id=pk,
                matter_id=matter.pk,
                words=words,
                owner_id=matter.unit_id,
                category_id=matter.category_id,
                decided=entry.pk,
                by=CARRIER,
                at=at,
                key=key,
            )
        except Refusal:
            with suppress(Refusal):  # it has ended meanwhile
                let_go(ticket_id=pk, decided=entry.pk, by=CARRIER, at=at, key=f"{key}:let-go")
            raise

    return do
