"""The ledger: what a deed leaves behind."""

import pytest

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import declare
from lianxin.registers.orgs.models import Staff
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
declare("test.noted", number=int)
SYSTEM = Actor.system("tests")


@ledger.deed
def note(*, number: int, by: Actor, key: str) -> Entry:
    staff = Staff.objects.create(username=f"u{number}", name="")
    words = {"text": "路灯坏了"}
    return ledger.record(
        "test.noted", about=staff, by=by, at=MONDAY, key=key, words=words, number=number
    )


def test_a_repeat_under_the_same_key_does_nothing_and_returns_the_first_entry():
    first = note(number=1, by=SYSTEM, key="12345678")
    assert note(number=1, by=SYSTEM, key="12345678") == first
    assert Staff.objects.count() == 1


def test_a_sealed_log_has_no_faults():
    from lianxin.foundation.ledger import verifying

    for number in range(600):
        note(number=number, by=SYSTEM, key=f"key-{number:08d}")
    assert ledger.seal(limit=250) + ledger.seal() == 600
    head = ledger.sign_head(at=MONDAY)
    assert head is not None
    assert ledger.witness() == 1
    assert list(verifying.whole(now=MONDAY)) == []
    receipt = queries.receipt(Entry.objects.order_by("pk")[7], number="1")
    assert receipt["proof"]
    assert list(verifying.receipt(receipt)) == []
