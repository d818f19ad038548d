"""Ten thousand tickets join one matter and get one reply: the deed, the rounds, the messages.

What the worker does is done here by itself, part after part, in chunks as it chooses them. The reference
writes what a reply to one ticket has to write by bare statements, ticket after ticket.
"""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from benchmarks import _stage
from lianxin.foundation.actor import Actor

TICKETS = 10_000
CITY = 10 * TICKETS  # of which one of five is open, and some of these wait for a decision
REFERENCE = 2_000


def main() -> None:
    """Print what the deeds take, the rates, the longest chunks and what was delivered."""
    with _stage.stage() as environment:
        made = _stage.inside(environment, "matter", str(TICKETS))
    joined, replied = made["joined"], made["replied"]
    print(f"deeds: let join {made['let_join']:.2f} s, reply to all {made['reply']:.2f} s")
    print(f"tickets that joined per second:  {joined / made['joining']:,.0f} ({joined:,.0f})")
    print(f"tickets replied to per second:   {replied / made['replying']:,.0f} ({replied:,.0f})")
    print(
        f"bare statements, per second:     {made['bare']:,.0f} "
        f"(ratio {replied / made['replying'] / made['bare']:.2f})"
    )
    print(
        f"a chunk: median {made['median']:.0f} ms, p99 {made['p99']:.0f} ms, longest {made['longest']:.0f} ms"
    )
    print(
        f"sealed in {made['sealing']:.0f} s, messages intended in {made['following']:.0f} s, "
        f"sent in {made['sending']:.0f} s"
    )
    print(
        f"from the deed to the last message: {made['minutes']:.1f} minutes, {made['sent']:,.0f} messages, "
        f"{made['left']:,.0f} tickets left out"
    )
    print(f"a desk that shows the matter: {made['desk']:.1f} ms; faults: {made['faults']:.0f}")


def measure(tickets: str) -> dict[str, float]:  # noqa: PLR0915  imports after Django's setup
    """Fill, join, reply, deliver, verify; return the figures."""
    from django.utils import timezone

    from benchmarks._city import fill, settle, signed_in
    from lianxin.casework.matters import actions as matters
    from lianxin.casework.tickets import actions, queries
    from lianxin.casework.tickets.models import STANDING_STATES, Ticket
    from lianxin.foundation.ledger import actions as ledger
    from lianxin.foundation.ledger import queries as ledger_queries
    from lianxin.foundation.ledger import verifying

    logging.disable(logging.INFO)  # where no mail is set, messages go to the log
    fill(tickets=CITY, sealed=True)
    settle()
    now = timezone.now()
    by, _client = signed_in("supervisor1")
    opened = matters.open_matter(**_matter(), by=by, at=now, key="bench:opened")
    ready = Ticket.objects.filter(state__in=STANDING_STATES, pending="")
    ids = list(ready.order_by("pk").values_list("pk", flat=True)[: int(tickets)])
    given: dict[str, Any] = {"matter_id": opened.about_id, "by": by, "at": now}
    let = timed(lambda: actions.join_many(**given, ticket_ids=ids, key="bench:join"))
    chunks = _carried(now)
    figures = {"let_join": let, "joining": sum(chunks), "desk": _desk(by)}
    figures["joined"] = queries.joined(opened.about_id).count()
    _exhaust(ledger.seal)
    ledger.resume("notifications", position=ledger_queries.size())  # what was before is no matter
    figures |= {"bare": _bare(ids[:REFERENCE]), **_replied(given, chunks)}
    figures["replied"] = figures["joined"] - figures["left"]
    ledger.sign_head(at=now)
    ledger.witness()
    figures["faults"] = sum(1 for _ in verifying.whole(now=now)) + sum(1 for _ in queries.faults())
    return figures


def _replied(given: dict[str, Any], chunks: list[float]) -> dict[str, float]:
    """Reply to all, deliver it to all, and return what each part took."""
    from lianxin.casework.tickets import actions
    from lianxin.followers.notifications import actions as notifications
    from lianxin.followers.notifications.models import Message
    from lianxin.foundation.ledger import actions as ledger
    from lianxin.foundation.ledger.models import Left

    now, words = given["at"], "已恢复供电。" * 20
    reply = timed(lambda: actions.reply_to_all(**given, words=words, key="bench:reply"))
    more = _carried(now)
    parts = {
        "reply": reply,
        "replying": sum(more),
        "sealing": timed(lambda: _exhaust(ledger.seal)),
        "following": timed(lambda: _exhaust(lambda: _follow(now))),
        "sending": timed(lambda: _exhaust(lambda: notifications.deliver(at=now))),
    }
    every = sorted(chunks + more)
    return {
        **parts,
        "minutes": sum(parts.values()) / 60,
        "median": every[len(every) // 2] * 1000,
        "p99": every[len(every) * 99 // 100] * 1000,
        "longest": every[-1] * 1000,
        "left": Left.objects.count(),
        "sent": Message.objects.filter(state="sent").count(),
    }


def timed(do: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _exhaust(do: Callable[[], int]) -> None:
    while do():
        pass


def _matter() -> dict[str, Any]:
    from lianxin.casework.matters.actions import About, Plan
    from lianxin.casework.matters.rules import PlaceKind
    from lianxin.registers.duties import queries as duties
    from lianxin.registers.orgs import queries as orgs

    about = About(
        title="临河区停电",
        category_id=duties.leaves()[0].pk,
        place_kind=PlaceKind.TOWN,
        grid_id=None,
        division_code="990101001000",
        place="",
        unit_id=orgs.unit("urban-management").pk,
    )
    return {"about": about, "plan": Plan(words="正在抢修")}


def _carried(at: datetime) -> list[float]:
    """Carry out what was decided, in chunks as the worker chooses them; return what each took."""
    from lianxin.casework.tickets import actions
    from lianxin.interfaces.jobs.spells import Spells

    size, took = Spells(), list[float]()
    while True:
        began = time.perf_counter()
        done = actions.carry(at=at, limit=size.limit)
        if not done:
            return took
        took.append(time.perf_counter() - began)
        if done == size.limit:
            size.learn(took[-1])


def _follow(at: datetime) -> int:
    from lianxin.followers.notifications import actions
    from lianxin.foundation.ledger import actions as ledger

    return ledger.follow("notifications", lambda entry: actions.take(entry, at=at), at=at)


def _desk(by: Actor) -> float:
    """Return the milliseconds of a desk with the matters that it shows, the median of some."""
    from lianxin.casework.tickets import queries

    def shown() -> None:
        list(queries.desk(by, "open"))
        queries.waiting_with(by)

    return sorted(timed(shown) for _ in range(11))[5] * 1000


BARE = (
    "UPDATE tickets_ticket SET state = 'follow_up', seq = seq + 1 WHERE id = %s AND seq = seq",
    "INSERT INTO ledger_entry (about, about_id, seq, verb, at, role, system_name, facts, digests, once,"
    " asked, imported) SELECT about, about_id, seq + 1000, 'ticket.replied_by_matter', at, role,"
    " system_name, facts, digests, md5(once) || md5(id::text), asked, imported FROM ledger_entry"
    " WHERE about = 'ticket' AND seq = 1 AND about_id = %s",
    "INSERT INTO ledger_passage (entry_id, name, text, salt) SELECT id, 'reply', 'x', '' FROM ledger_entry"
    " WHERE about = 'ticket' AND seq = 1001 AND about_id = %s",
    "INSERT INTO ledger_unsealed (entry_id) SELECT id FROM ledger_entry"
    " WHERE about = 'ticket' AND seq = 1001 AND about_id = %s",
)


def _bare(ids: Sequence[int]) -> float:
    """Return for how many tickets a second plain SQL writes the same; it is rolled back."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        began = time.perf_counter()
        for pk in ids:
            for statement in BARE:
                cursor.execute(statement, [pk])
        rate = len(ids) / (time.perf_counter() - began)
        transaction.set_rollback(True)
    return rate
