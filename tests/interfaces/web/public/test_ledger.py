"""The public side of the ledger: head and keys for programs, and a check of receipts in plain words."""

import inspect
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.rules import canonical
from lianxin.foundation.ledger.verifying import entries, receipts
from lianxin.interfaces.web.public.faults import FAULTS
from tests.interfaces.web.resident import town

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def receipt(client: Client) -> dict[str, Any]:
    """Return the sealed receipt of a request."""
    town.built()
    town.report(client)
    while ledger.seal():
        pass
    ledger.sign_head(at=NOW)
    answer = client.get(f"/progress/{town.latest().number}/receipt.json")
    said: dict[str, Any] = json.loads(answer.content)
    return said


def text(response: Any) -> str:
    return str(response.content.decode())


def checked(client: Client, said: object) -> str:
    return text(client.post("/ledger/check/", {"text": json.dumps(said)}))


def test_an_empty_log_has_no_head_and_says_so(client: Client):
    assert client.get("/ledger/head.json").status_code == 404
    assert "Nothing has been signed yet" in text(client.get("/ledger/"))


def test_the_head_is_signed_by_a_key_that_is_published(client: Client, receipt: dict[str, Any]):
    head = client.get("/ledger/head.json").json()
    keys = client.get("/ledger/keys.json").json()["keys"]
    signature = bytes.fromhex(head.pop("signature"))
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(keys[head["key_id"]]))
    public.verify(signature, canonical(head))
    assert head["root"] in text(client.get("/ledger/"))


def test_anybody_is_told_that_a_receipt_holds(client: Client, receipt: dict[str, Any]):
    told = checked(Client(headers={"accept-language": "en"}), receipt)
    assert "This proof holds" in told
    assert receipt["shown"]["number"] in told
    assert "sealed in the log" in told
    file = SimpleUploadedFile("receipt.json", json.dumps(receipt).encode())
    assert "This proof holds" in text(client.post("/ledger/check/", {"file": file}))


def test_a_receipt_without_its_proof_holds_too(client: Client, receipt: dict[str, Any]):
    assert "before it was sealed" in checked(client, receipt | {"proof": None})


@pytest.mark.parametrize(
    "change",
    [
        {"entry": 1},
        {"leaf": "0" * 64},
        {"at": "2020-01-01T00:00:00.000000+00:00"},
        {"shown": {"number": "0000000017"}},
        {"signature": "0" * 128},
        {"signature": "not hex"},
        {"signature": None},
        {"key_id": "9999"},
        {"key_id": "../../x\x00"},
        {"key_id": "x" * 5000},
        {"key_id": ["0001"]},
        {"more": {"a": [1.5, None]}},
        {"more": "\ud800"},
        {"proof": {"position": 0}},
        {"proof": {}},
        {"proof": "x"},
        {"proof": {"position": -1, "path": ["zz"], "head": {}}},
        {"proof": {"position": 1 << 90, "path": [], "head": {"size": 1 << 90, "root": "00"}}},
    ],
)
def test_a_changed_receipt_does_not_hold(
    client: Client, receipt: dict[str, Any], change: dict[str, object]
):
    assert "This proof does not hold" in checked(client, receipt | change)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "   ",
        "nonsense",
        "[]",
        "{}",
        "null",
        "NaN",
        '{"statement": "lianxin tree head"}',
        "[" * 60_000,
        "{" * 70_000,
        "\ud800",
        '{"statement": "lianxin receipt"\x00}',
    ],
)
def test_what_is_no_receipt_is_said_to_be_none(client: Client, said: str):
    answer = client.post("/ledger/check/", {"text": said.encode("utf-8", "replace").decode()})
    assert answer.status_code == 422
    assert "not a receipt of ours" in text(answer) or "Please choose the file" in text(answer)


def test_a_head_that_we_signed_is_no_receipt(client: Client, receipt: dict[str, Any]):
    head = client.get("/ledger/head.json").json()
    assert client.post("/ledger/check/", {"text": json.dumps(head)}).status_code == 422
    assert "does not hold" in checked(client, head | {"statement": "lianxin receipt"})


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"0" * 70_000, b"\x89PNG"])
def test_a_file_that_is_no_receipt_is_said_to_be_none(client: Client, data: bytes):
    file = SimpleUploadedFile("receipt.json", data)
    assert client.post("/ledger/check/", {"file": file}).status_code == 422


def test_every_fault_that_a_receipt_can_have_has_its_words():
    looked = [receipts, entries.words_of, entries._words]
    source = "".join(map(inspect.getsource, looked))  # type: ignore[arg-type]  # a module, functions
    assert set(re.findall('code="([a-z-]+)"', source)) == FAULTS.keys()
