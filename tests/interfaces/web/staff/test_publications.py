"""The monthly report: made by the command, checked and released on staff pages, read by everybody."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from lianxin.casework.matters.models import Matter
from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.rules.intake import Request
from lianxin.followers.insight import publication
from lianxin.followers.insight.models import Publication
from lianxin.followers.insight.rules.figures import Period
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.interfaces.web.publication import cases
from tests.casework.matters import scene
from tests.casework.tickets import town
from tests.interfaces.web.staff.scene import browser, text, unseen
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
NOW = MONDAY + timedelta(days=9)  # the month is over
PUBLIC = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def a_month(monkeypatch: Any) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    town.built()
    for number in range(7):
        town.dispatched(town.received(at=MONDAY, key=f"publish-{number}"), at=MONDAY)
    while ledger.seal():
        pass


def drafted(**given: str) -> Publication:
    call_command("publish", "report", month="2026-11", **given)
    return Publication.objects.latest("pk")


def decided(row: Publication, who: str, step: str, **given: str) -> Any:
    url = f"/staff/publications/{row.pk}/"
    client = browser(who)
    return client.post(url, {**unseen(client, url), "step": step, **given})


def released(row: Publication) -> None:
    assert decided(row, "dispatcher", "check").status_code == 303
    assert decided(row, "supervisor", "release").status_code == 303


def test_a_draft_is_read_by_staff_alone():
    row = drafted()
    said = text(browser("supervisor").get(f"/staff/publications/{row.pk}/"))
    assert "7 requests came in." in said
    assert "To be checked" in said
    assert Client().get("/reports/2026-11/").status_code == 404
    assert Client().get("/reports/2026-11/v1/requests.csv").status_code == 404
    assert "Nothing has been published yet" in text(Client(headers=PUBLIC).get("/reports/"))


def test_two_people_later_everybody_reads_it_and_downloads_its_files():
    row = drafted()
    released(row)
    client = Client(headers=PUBLIC)
    assert "/reports/2026-11/" in client.get("/reports/").content.decode()
    page = client.get("/reports/2026-11/")
    assert "7 requests came in." in text(page)
    assert "<style" not in page.content.decode()
    (line,) = csv.DictReader(
        io.StringIO(client.get("/reports/2026-11/v1/requests.csv").content.decode("utf-8-sig"))
    )
    assert (line["group"], line["place"], line["requests"]) == ("lighting", "990101001", "7")
    dictionary = json.loads(client.get("/reports/2026-11/v1/dictionary.json").content)
    assert {one["name"] for one in dictionary["columns"]} == set(line)
    assert dictionary["columns"][0]["says"]["zh-hans"] != dictionary["columns"][0]["says"]["en"]
    places = json.loads(client.get("/reports/2026-11/v1/places.geojson").content)
    assert [one["properties"]["requests"] for one in places["features"]] == [7]
    assert places["features"][0]["geometry"]["type"] == "Polygon"
    pdf = client.get("/reports/2026-11/v1/report.zh-hans.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert client.get("/reports/2026-11/v1/manifest.json").status_code == 404


def test_everybody_reads_what_it_was_about_as_it_was_published_and_not_before():
    client, url = Client(headers=PUBLIC), "/asked-and-done/"
    row = drafted()
    assert client.get(url, {"csv": "groups"}).status_code == 404
    assert "What it was about" not in text(client.get(url))
    released(row)
    (line,) = csv.reader(
        client.get(url, {"csv": "groups"}).content.decode("utf-8-sig").splitlines()[1:]
    )
    assert line == ["照明", "7"]
    assert "What it was about in the month of the newest report" in text(client.get(url))


def test_the_report_is_whole_in_both_languages():
    released(drafted())
    chinese = Client(headers={"accept-language": "zh-hans"}).get("/reports/2026-11/")
    said = text(chinese)
    assert "共收到诉求7件。" in said
    assert "考核口径" in said
    english = text(Client(headers=PUBLIC).get("/reports/2026-11/"))
    assert "Assessed" in english
    assert "居民诉求" not in english


def test_who_checked_it_is_told_that_another_person_releases_it():
    row = drafted()
    decided(row, "supervisor", "check")
    page = browser("supervisor").get(f"/staff/publications/{row.pk}/")
    assert "another person has to release it" in text(page)
    assert decided(row, "supervisor", "release").status_code == 422
    assert Publication.objects.get().state == "checked"


def test_a_draft_that_is_sent_back_says_why():
    row = drafted()
    assert decided(row, "supervisor", "return").status_code == 422
    assert decided(row, "supervisor", "return", words="地点写错了").status_code == 303
    assert "地点写错了" in text(browser("auditor").get(f"/staff/publications/{row.pk}/"))


def test_a_correction_stands_beside_what_it_corrects():
    released(drafted())
    with pytest.raises(CommandError, match="published already"):
        drafted()
    town.dispatched(town.received(at=MONDAY, key="publish-late"), at=MONDAY)
    while ledger.seal():
        pass
    released(drafted(note="补计一件迟到的诉求"))
    client = Client(headers=PUBLIC)
    assert "8 requests came in." in text(client.get("/reports/2026-11/"))
    assert "补计一件迟到的诉求" in text(client.get("/reports/2026-11/"))
    old = text(client.get("/reports/2026-11/v1/"))
    assert "7 requests came in." in old
    assert "This version was corrected." in old
    assert client.get("/reports/2026-11/v3/").status_code == 404


def test_files_that_were_touched_are_not_handed_out_and_not_released():
    row = drafted()
    decided(row, "dispatcher", "check")
    (publication.folder(row.sha256) / "requests.csv").write_bytes(b"")
    answer = decided(row, "supervisor", "release")
    assert answer.status_code == 422
    assert "are gone or not those" in text(answer)
    assert browser("auditor").get(f"/staff/publications/{row.pk}/requests.csv").status_code == 404


@pytest.mark.parametrize(
    ("month", "said"),
    [("2026-12", "is not over yet"), ("2026-9", "is not a month"), ("2026-08", "No request")],
)
def test_the_command_says_what_is_wrong_with_a_month(month: str, said: str):
    with pytest.raises(CommandError, match=said):
        call_command("publish", "report", month=month)
    assert not Publication.objects.exists()


def test_without_a_font_for_chinese_nothing_is_made(settings: Any):
    settings.LIANXIN_FONT = "No Such Font"
    with pytest.raises(CommandError, match="No Such Font"):
        drafted()
    assert not Publication.objects.exists()


def test_a_full_disk_is_said_so(monkeypatch: Any):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("lianxin.foundation.durable.put", full)
        with pytest.raises(CommandError, match="No space"):
            drafted()
    assert not Publication.objects.exists()


def test_pages_cost_the_same_whatever_their_number(django_assert_max_num_queries: Any):
    released(drafted())
    client = Client(headers=PUBLIC)
    client.get("/reports/2026-11/")
    with django_assert_max_num_queries(6):
        client.get("/reports/2026-11/")


def test_data_alone_goes_into_a_folder(tmp_path: Any):
    call_command("publish", "data", month="2026-11", into=tmp_path / "open")
    assert sorted(path.name for path in (tmp_path / "open").iterdir()) == [
        "dictionary.json",
        "places.geojson",
        "requests.csv",
        "requests.parquet",
    ]


def test_data_alone_is_of_the_version_that_is_due_and_says_what_it_corrects(tmp_path: Any):
    released(drafted())
    into = tmp_path / "open"
    with pytest.raises(CommandError, match="published already"):
        call_command("publish", "data", month="2026-11", into=into)
    assert not into.exists()
    call_command("publish", "data", month="2026-11", into=into, note="补计迟到的诉求")
    dictionary = json.loads((into / "dictionary.json").read_bytes())
    assert (dictionary["version"], dictionary["note"]) == (2, "补计迟到的诉求")


def test_a_report_goes_into_no_folder_that_somebody_names(tmp_path: Any):
    with pytest.raises(CommandError, match="Only data"):
        call_command("publish", "report", month="2026-11", into=tmp_path)
    assert not Publication.objects.exists()


def test_where_nobody_knows_the_place_the_report_says_so_in_its_language():
    for number in range(6):
        request = Request(what="路灯坏了三天了", where="说不清")
        by, key = Actor.public("tests"), f"publish-nowhere-{number}"
        tickets.receive(request=request, contact=None, by=by, at=MONDAY, key=key)
    while ledger.seal():
        pass
    released(drafted())
    english = text(Client(headers=PUBLIC).get("/reports/2026-11/"))
    assert "Not known 6" in english
    assert "未知" not in english


def test_a_month_keeps_its_typical_cases_however_much_was_published_since():
    matter = scene.opened(public=True)
    other = {name: value for name, value in vars(matter).items() if name[0] != "_" and name != "id"}
    other |= {"published_at": NOW}
    with ledger.writing():
        Matter.objects.bulk_create(Matter(**other) for _ in range(300))
    november, on = Period(first=date(2026, 11, 1), end=date(2026, 12, 1)), NOW.date()
    assert [one.matter_id for one in cases.of_month(november, on=on)] == [matter.pk]
    december = Period(first=date(2026, 12, 1), end=date(2027, 1, 1))
    assert len(cases.of_month(december, on=on)) == cases.MOST
    assert cases.of_month(Period(first=date(2026, 9, 1), end=date(2026, 10, 1)), on=on) == []
