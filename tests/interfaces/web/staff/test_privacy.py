"""What is kept and what was erased, for who watches over it."""

import csv
from datetime import timedelta

import pytest

from lianxin.casework.tickets import actions
from lianxin.interfaces.jobs import retention
from lianxin.registers.residents import queries
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
URL = "/staff/privacy/"
LATER = MONDAY + timedelta(days=4 * 365)


def erased(count: int = 1) -> None:
    """Have some requests erased, four years after they ended."""
    for number in range(count):
        did(town.received(key=f"ended-long-ago:{number}"), actions.withdraw, "requester", words="")
    retention.begin(LATER, f"retention:{count}")
    while (run := queries.open_run()) is not None:
        retention.go_on(run, LATER)


def test_the_page_says_how_long_what_is_kept_and_what_was_erased():
    client = browser("auditor")
    said = text(client.get(URL))
    assert "Contact: name, phone, e-mail 1 year after the end of the request erased" in said
    assert "What was said, photos, the query code 3 years" in said
    assert "A report that is being written 12 hours" in said
    assert "Nothing has been kept too long so far." in said
    erased(3)
    said = text(client.get(URL))
    assert "Contact: name, phone, e-mail 3 of 3" in said
    assert "That a message was sent 0 of 0" in said


def test_the_table_to_take_along_has_every_run_with_its_counts():
    erased(2)
    answer = browser("admin").get(URL + "retention.csv")
    (row,) = csv.DictReader(answer.content.decode("utf-8-sig").splitlines())
    assert (row["contact_due"], row["contact_done"]) == ("2", "2")
    assert (row["request_due"], row["request_done"]) == ("2", "2")
    assert row["ended_at"]


def test_the_page_costs_the_same_however_many_runs_there_are(django_assert_num_queries):
    erased()
    client = browser("auditor")
    client.get(URL)
    with django_assert_num_queries(6) as asked:
        client.get(URL)
    assert len(asked) == 6
    for day in range(1, 4):
        did(town.received(key=f"ended-later:{day}"), actions.withdraw, "requester", words="")
        later = LATER + timedelta(days=day)
        retention.begin(later, f"retention-of:{day}")
        while (run := queries.open_run()) is not None:
            retention.go_on(run, later)
    with django_assert_num_queries(6):
        client.get(URL)


def test_an_archived_request_still_tells_staff_its_deeds_and_not_its_words():
    ticket = did(town.received(), actions.withdraw, "requester", words="不用了")
    erased()
    said = text(browser("supervisor").get(scene.page(ticket)))
    assert "De-identified and archived" in said
    assert "(erased)" in said
    assert "路灯坏了" not in said
    assert "不用了" not in said


def test_an_archived_request_opens_to_its_requester_no_more():
    ticket = did(town.received(), actions.withdraw, "requester", words="")
    client = scene.opened_by(ticket)
    assert client.get(f"/progress/{ticket.number}/").status_code == 200
    erased()
    for name in ("", "receipt/", "looked/", "add/"):
        answer = client.get(f"/progress/{ticket.number}/{name}")
        assert answer.status_code == 410
        assert "in the archive" in text(answer)
