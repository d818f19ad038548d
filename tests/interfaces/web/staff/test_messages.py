"""Messages in doubt are shown to a supervisor, who settles them; nobody else does."""

import pytest

from lianxin.followers.notifications.models import Message
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from tests.interfaces.web.staff import scene
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


def in_doubt() -> Message:
    """Return a message that was being sent when the worker died."""
    ticket = scene.SCENES["handling"]()
    entry = Entry.objects.filter(about="ticket", about_id=ticket.pk, seq=1).get()
    with ledger.writing():
        return Message.objects.create(
            entry=entry,
            ticket=ticket,
            template="received",
            channel="email",
            language="zh-hans",
            state="uncertain",
            tries=1,
            due_at=MONDAY,
            at=MONDAY,
        )


@pytest.mark.parametrize(("again", "state"), [("yes", "intended"), ("no", "sent")])
def test_a_supervisor_settles_a_message_in_doubt(again: str, state: str):
    message = in_doubt()
    client = scene.browser("supervisor")
    assert message.ticket
    assert message.ticket.number in client.get("/staff/messages/").content.decode()
    answer = client.post("/staff/messages/", {"message": message.pk, "again": again})
    assert answer.status_code == 303
    assert Message.objects.get().state == state
    # a second click finds nothing in doubt any more, and changes nothing
    assert (
        client.post("/staff/messages/", {"message": message.pk, "again": "yes"}).status_code == 303
    )
    assert Message.objects.get().state == state
