"""Messages about tickets: intend one for a deed; and of any: send what is due, settle what is in doubt."""

import logging
from datetime import datetime

from django.conf import settings

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import State
from lianxin.followers.notifications import channels, letters, rules
from lianxin.followers.notifications.actions import news
from lianxin.followers.notifications.models import Message
from lianxin.followers.notifications.rules import Sending
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import failpoints
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotFound
from lianxin.registers.residents import actions as retention
from lianxin.registers.residents import queries as residents
from lianxin.registers.residents.rules import ContactUnreadable
from lianxin.registers.residents.rules.retention import Data

log = logging.getLogger(__name__)
NOTIFIER = Actor.system("notifications")
BATCH = 50
UNREADABLE = "unreadable"  # stands for an address that the vault cannot give out any more
FORGOTTEN = 500  # messages deleted in one transaction


def take(entry: Entry, *, at: datetime) -> None:
    """Intend the message that a deed calls for, if any; imported history calls for none."""
    if news.take(entry, at=at):
        return
    telling = rules.telling(entry.verb, entry.facts)
    if telling is None or entry.imported or _intended(entry):
        return
    ticket = tickets.find(NOTIFIER, entry.about_id)
    address = _address(ticket.pk)
    mail = settings.LIANXIN_SENDS_MAIL
    channel = rules.channel(address=address, reach=ticket.reach, mail=mail)
    if channel is None:
        return  # the progress page is the only way to this requester
    asked = tickets.texts([ticket], NOTIFIER).get(ticket.pk, {})
    language = rules.language(asked.get("what", ""))
    Message.objects.create(
        entry=entry,
        ticket=ticket,
        template=telling.template,
        channel=channel,
        language=language,
        due_at=at,
        at=at,
    )


def deliver(*, at: datetime, limit: int = BATCH) -> int:
    """Send the messages that are due, at most `limit`, and return how many were tried.

    Only one process delivers at a time; what it finds half sent was left by one that was killed.
    """
    _doubt(at)
    waiting = Message.objects.filter(state=Sending.INTENDED, due_at__lte=at)
    rows = waiting.select_related("entry", "ticket", "subscription").order_by("due_at", "pk")
    due = list(rows.prefetch_related("entry__passages")[:limit])
    for message in due:
        _move(message, Sending.SENDING, at=at, tries=message.tries + 1)
        failpoints.reach("send.intended")
        result = _send(message)
        failpoints.reach("send.done")
        _move(message, rules.after(result, message.tries), at=at)
        news.sent(message, at=at)
    return len(due)


def _intended(entry: Entry) -> bool:
    return Message.objects.filter(entry=entry, subscription__isnull=True).exists()


def settle(*, message_id: int, again: bool, by: Actor, at: datetime) -> None:
    """Decide, as a person who looked, that a doubtful message is sent once more or counts as sent."""
    state = Sending.INTENDED if again else Sending.SENT
    with ledger.writing():
        visible = Message.objects.filter(ticket__in=tickets.visible_to(by))
        doubtful = visible.filter(pk=message_id, state__in=rules.WAITING_FOR_A_PERSON)
        if not doubtful.update(state=state, tries=0, due_at=at, at=at):
            raise NotFound(pk=message_id)


def forget(*, run_id: int, before: datetime, limit: int = FORGOTTEN) -> None:
    """Delete the next messages that are older than a moment, for a run of retention."""
    with ledger.writing():
        portion = retention.portion(run_id=run_id, data=Data.MESSAGE)
        oldest = Message.objects.order_by("pk").values_list("pk", flat=True)[:limit]
        old = Message.objects.filter(pk__in=list(oldest), at__lt=before)
        done = old.delete()[0]
        retention.advance(portion, done=done, finished=done < limit)


def _doubt(at: datetime) -> None:
    half_sent = Message.objects.filter(state=Sending.SENDING)
    if half_sent.exists():
        with ledger.writing():
            count = half_sent.update(state=Sending.UNCERTAIN, at=at)
        log.warning("%s messages were being sent when the worker ended: a person decides", count)


def _move(message: Message, state: Sending, *, at: datetime, tries: int | None = None) -> None:
    message.state, message.at = state, at
    message.tries = message.tries if tries is None else tries
    message.due_at = rules.next_try(message.tries, at)
    with ledger.writing():
        message.save(update_fields=["state", "at", "tries", "due_at"])


def _send(message: Message) -> rules.Result:
    if message.ticket is not None and message.ticket.state == State.ARCHIVED:
        return rules.Result.REFUSED  # there is nothing left to say, and nobody to say it to
    letter = letters.letter(message)
    if message.channel == rules.Channel.LOG:
        return channels.journal(letter)
    to = _address(message.ticket_id, message.subscription_id)
    if to in ("", UNREADABLE):  # erased since, or damaged: a person looks at it
        return rules.Result.REFUSED
    return channels.email(letter, to=to, name=f"message-{message.pk}")


def _address(ticket_id: int | None, subscription_id: int | None = None) -> str:
    try:
        if ticket_id is not None:
            return residents.message_address(ticket_id, by=NOTIFIER)
        return residents.news_address(subscription_id or 0, by=NOTIFIER)
    except ContactUnreadable:
        log.warning("the contact of ticket id %s cannot be read", ticket_id)
        return UNREADABLE
