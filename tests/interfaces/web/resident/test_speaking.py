"""Speaking instead of writing: with or without a script, heard again before it is sent, and sent alone."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.actor import Role
from lianxin.foundation.files import queries as files
from lianxin.interfaces.web import device
from tests.foundation.files.test_sounds import sound
from tests.interfaces.web.resident import town

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


def recording(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("recording.wav", sound() if content is None else content)


def spoken(client: Client) -> Ticket:
    """Report by voice alone, without a script."""
    client.post("/report/", {"what": "", "kind": "help", "sound": recording()})
    client.post("/report/where/", {"where": ""})
    client.post("/report/contact/", {"privacy": "open", "phone": "138 0000 0000"})
    sent = client.post("/report/check/", {"key": town.key(client.get("/report/check/"))})
    assert sent.status_code == 303
    return Ticket.objects.get()


def test_a_recording_alone_is_a_request(client: Client, stranger: Client):
    ticket = spoken(client)
    assert ticket.to_write_down
    page = text(client.get(f"/progress/{ticket.number}/"))
    assert "The hotline hears it and writes it down" in page
    found = files.spoken("ticket", ticket.pk)
    assert found is not None
    assert f"/files/{found.pk}/" in page
    heard = client.get(f"/files/{found.pk}/")
    assert (heard.status_code, heard["Content-Type"]) == (200, "audio/mpeg")
    assert stranger.get(f"/files/{found.pk}/").status_code == 404


def test_a_part_of_it_is_handed_out_as_an_iphone_asks(client: Client):
    client.post("/report/sound/", {"sound": recording()})
    whole = client.get("/report/sound/")
    part = client.get("/report/sound/", headers={"range": "bytes=0-1"})
    assert (part.status_code, len(part.content)) == (206, 2)
    assert part["Content-Range"] == f"bytes 0-1/{len(whole.content)}"
    rest = client.get("/report/sound/", headers={"range": "bytes=10-"})
    assert rest.content == whole.content[10:]
    beyond = client.get("/report/sound/", headers={"range": "bytes=99999999-"})
    assert beyond.content == whole.content


def test_words_or_a_recording_are_needed(client: Client):
    answer = client.post("/report/", {"what": "", "kind": "help"})
    assert answer.status_code == 422
    assert "or speak" in text(answer)
    client.post("/report/sound/", {"sound": recording()})
    assert client.post("/report/", {"what": "", "kind": "help"})["Location"] == "/report/where/"


def test_both_may_come(client: Client):
    client.post("/report/sound/", {"sound": recording()})
    town.report(client)
    ticket = Ticket.objects.get()
    assert not ticket.to_write_down
    assert files.spoken("ticket", ticket.pk) is not None


def test_it_is_heard_again_by_whoever_spoke_and_deleted(client: Client, stranger: Client):
    added = client.post("/report/sound/", {"sound": recording()})
    assert "<audio" in text(added)
    assert client.get("/report/sound/").status_code == 200
    assert stranger.get("/report/sound/").status_code == 404
    assert "<audio" in text(client.get("/report/"))
    gone = client.post("/report/", {"what": "", "kind": "help", "remove": "sound"})
    assert gone["Location"] == "/report/"
    assert client.get("/report/sound/").status_code == 404
    assert "<audio" not in text(client.get("/report/"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7", "This is not a recording"),
        (b"", "The file is empty"),
        (sound(1, loud=0.0), "Nothing can be heard"),
        (sound(130, rate=8000), "longer than 120 seconds"),
    ],
)
def test_what_is_no_recording_is_said_where_it_came_from(client: Client, content: bytes, says: str):
    for url in ("/report/sound/", "/report/"):
        told = {"what": "灯坏了", "kind": "help", "sound": recording(content)}
        answer = client.post(url, told)
        assert answer.status_code == 422
        assert says in text(answer)


def test_who_hears_it_is_said_at_that_moment(client: Client):
    assert "Only the hotline hears it" in text(client.get("/report/"))


def test_in_big_letters_it_belongs_to_the_question(client: Client):
    client.cookies[device.LETTERS] = device.BIG
    page = text(client.get("/report/"))
    assert 'enctype="multipart/form-data"' in page
    sent = client.post("/report/", {"what": "", "sound": recording()})
    assert sent["Location"] == "/report/?ask=kind"


def test_it_is_told_before_it_is_sent(client: Client):
    client.post("/report/", {"what": "", "kind": "help", "sound": recording()})
    client.post("/report/where/", {"where": ""})
    client.post("/report/contact/", {"privacy": "anonymous"})
    assert "The hotline writes it down" in text(client.get("/report/check/"))


def test_two_recordings_are_not_taken_for_the_same(client: Client):
    spoken(client)
    client.post("/report/", {"what": "", "kind": "help", "sound": recording()})
    client.post("/report/where/", {"where": ""})
    client.post("/report/contact/", {"privacy": "open"})
    client.post("/report/check/", {"key": town.key(client.get("/report/check/"))})
    assert Ticket.objects.count() == 2


def test_the_requester_sees_who_heard_it_and_what_was_written_down(client: Client):
    ticket = spoken(client)
    desk = town.latest()
    by = desk.by(Role.AGENT)
    actions.hear(ticket_id=ticket.pk, by=by, at=ticket.received_at, key="hear-1234")
    actions.write_down(
        ticket_id=ticket.pk, what="路灯不亮", by=by, at=ticket.received_at, key="write-123"
    )
    page = text(client.get(f"/progress/{ticket.number}/"))
    assert "路灯不亮" in page
    assert "The hotline wrote down what you said" in page
    assert "Who heard my recording?" in text(client.get(f"/progress/{ticket.number}/looked/"))
