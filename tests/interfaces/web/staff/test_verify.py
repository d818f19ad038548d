"""Verifying on a page: a ticket, a receipt, the newest head, and whether the worker is there."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from lianxin.casework.tickets import queries
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as log
from tests.casework.tickets import town
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
URL = "/staff/verify/"
WHOLE = "Everything is as it was written."


def sealed() -> None:
    while ledger.seal():
        pass
    ledger.sign_head(at=MONDAY)


def upload(said: object) -> SimpleUploadedFile:
    return SimpleUploadedFile("receipt.json", json.dumps(said).encode())


def checked(said: object) -> Any:
    return browser("auditor").post(URL, {"file": upload(said)})


def test_a_ticket_is_verified_by_its_number():
    ticket = scene.followed()
    sealed()
    assert WHOLE in text(browser("auditor").get(URL, {"number": ticket.number}))
    with ledger.writing(), connection.cursor() as cursor:
        cursor.execute("UPDATE tickets_ticket SET tries = 2 WHERE id = %s", [ticket.pk])
    said = text(browser("admin").get(URL, {"number": ticket.number}))
    assert WHOLE not in said
    assert "The ticket is not what its entries say" in said


@pytest.mark.parametrize("number", ["", "1", "0000000099", "９９９", "x" * 41])
def test_a_number_of_no_ticket_is_not_called_whole(number: str):
    said = text(browser("auditor").get(URL, {"number": number}))
    assert WHOLE not in said
    assert "There is a problem" in said


def test_a_receipt_is_verified_and_a_forged_one_found():
    ticket = scene.received()
    sealed()
    receipt = queries.receipt(ticket)
    assert receipt["proof"] is not None
    assert WHOLE in text(checked(receipt))
    forged = {**receipt, "shown": {"number": ticket.number, "promise_at": "2026-11-24"}}
    assert "The receipt has a wrong signature" in text(checked(forged))


STRANGE = [
    {},
    [],
    "x",
    1,
    None,
    {"statement": "lianxin tree head", "signature": "00"},
]
FORGED = [
    {"statement": "lianxin receipt"},
    {"statement": "lianxin receipt", "signature": "zz"},
    {"statement": "lianxin receipt", "signature": "00", "proof": {}},
    {"statement": "lianxin receipt", "signature": "00", "proof": {"head": {}, "path": [1]}},
]


@pytest.mark.parametrize("said", STRANGE)
def test_what_is_no_receipt_is_refused(said: object):
    answer = checked(said)
    assert answer.status_code == 422
    assert "not a receipt of ours" in text(answer)


@pytest.mark.parametrize("said", FORGED)
def test_what_nobody_signed_is_forged(said: object):
    assert "The receipt has a wrong signature" in text(checked(said))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[" * 100_000, b"x" * 300_000])
def test_what_is_no_json_is_refused(content: bytes):
    file = SimpleUploadedFile("receipt.json", content)
    assert browser("auditor").post(URL, {"file": file}).status_code == 422


def test_a_true_receipt_with_a_proof_of_nonsense_does_not_hold():
    ticket = scene.received()
    sealed()
    receipt = queries.receipt(ticket)
    for proof in (1, "x", {"head": 1}, {"position": -1, "path": [], "head": {}}):
        assert "The proof of the receipt is wrong" in text(checked({**receipt, "proof": proof}))


def test_the_page_shows_the_newest_head_and_whether_the_worker_is_at_work():
    town.received(key="one-to-seal")
    said = text(browser("supervisor").get(URL))
    assert "The worker is not at work" in said
    sealed()
    ledger.beat(log.WORKER, at=scene.NOW)
    said = text(browser("supervisor").get(URL))
    assert "The worker is at work" in said
    head = log.latest_head()
    assert head is not None
    assert bytes(head.root).hex() in said


def test_a_follower_that_stopped_is_named_with_its_fault():
    scene.received()
    sealed()

    def fails(entry: object) -> None:
        raise LookupError

    ledger.follow("notifications", fails, at=MONDAY)
    said = text(browser("auditor").get(URL))
    assert "Stopped" in said
    assert "LookupError" in said
