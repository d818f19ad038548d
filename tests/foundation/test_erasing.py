"""What was erased is no fault where it was recorded, and exactly that: no word more."""

import pytest

from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import rules, verifying
from lianxin.foundation.ledger.actions.deeds import writing
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.orgs.models import Staff
from tests.foundation.notebook import WRITER, books
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
SOME = rules.declare("shelf.words_erased", entries=list, names=str)
ALL = rules.declare("shelf.archived")
LINE = rules.declare("shelf.written")


def shelf() -> Staff:
    """Return a shelf with two lines, each with two words."""
    (pk,) = books(count=1, lines=0)
    for number in range(2):
        with writing():
            subject = ledger.locked(Staff.objects.all(), pk)
            said = {"what": "路灯", "where": "芦花路"}
            ledger.record(
                LINE, about=subject, by=WRITER, at=MONDAY, key=f"written:{number}", words=said
            )
    return Staff.objects.get(pk=pk)


def erased(subject: Staff, entry: Entry, *names: str) -> None:
    """Erase some words of one entry, and record exactly that."""
    with writing():
        row = ledger.locked(Staff.objects.all(), subject.pk)
        ledger.erase(Entry.objects.filter(pk=entry.pk), names=names)
        said: dict[str, object] = {"entries": [entry.pk], "names": "+".join(names)}
        ledger.record(SOME, about=row, by=WRITER, at=MONDAY, key="words-erased", **said)  # type: ignore[arg-type]


def codes() -> list[str]:
    while ledger.seal():
        pass
    ledger.sign_head(at=MONDAY)
    ledger.witness()
    return [fault.code for fault in verifying.whole(now=MONDAY)]


def test_an_erasure_that_names_its_words_covers_these_and_no_others():
    subject = shelf()
    first, second = Entry.objects.filter(verb=LINE).order_by("pk")
    erased(subject, first, "where")
    assert codes() == []
    for entry, name in ((first, "what"), (second, "where")):
        with writing():
            ledger.erase(Entry.objects.filter(pk=entry.pk), names=[name])
        assert codes() == ["words-erased-unrecorded"]
        assert [fault.detail for fault in verifying.about("staff", subject.pk)] == [name]
        with writing():
            row = ledger.locked(Staff.objects.all(), subject.pk)
            said: dict[str, object] = {"entries": [entry.pk], "names": name}
            ledger.record(SOME, about=row, by=WRITER, at=MONDAY, key=f"late:{name}", **said)  # type: ignore[arg-type]
        assert codes() == []


def test_one_deed_on_many_subjects_is_an_entry_of_each():
    subjects = [Staff.objects.get(pk=pk) for pk in books(count=5, lines=2)]
    with writing():
        rows = list(Staff.objects.order_by("pk"))
        ledger.erase(Entry.objects.filter(about="staff"))
        ledger.record_each(ALL, about=rows, by=WRITER, at=MONDAY, key="all-of-them")
    assert codes() == []
    last = Entry.objects.filter(verb=ALL)
    assert sorted(last.values_list("about_id", flat=True)) == [row.pk for row in subjects]
    for row in subjects:
        row.refresh_from_db()
        assert row.seq == last.get(about_id=row.pk).seq


def test_one_deed_on_many_needs_each_subject_once():
    (pk,) = books(count=1, lines=1)
    row = Staff.objects.get(pk=pk)
    with pytest.raises(RuntimeError), writing():
        ledger.record_each(ALL, about=[row, row], by=WRITER, at=MONDAY, key="twice-the-same")
