"""One question on each page in big letters: the same report, nothing lost, nothing asked in vain."""

import re
from typing import Any

import pytest
from django.test import Client

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.actor import Actor
from lianxin.interfaces.web import device
from lianxin.interfaces.web.resident import contact_forms, questions, report_forms
from tests.interfaces.web.resident import town

pytestmark = pytest.mark.django_db
ASKED = re.compile(r'<(?:input|textarea|select)\b[^>]*\bname="(\w+)"')
UNSEEN = {"csrfmiddlewaretoken", "next", "size", "colours", "language", "q"}


@pytest.fixture
def big(client: Client) -> Client:
    """Return a browser whose letters are big."""
    client.cookies[device.LETTERS] = device.BIG
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def asked(response: Any) -> set[str]:
    """Return what a page asks."""
    main = text(response).split("<main")[1].split("</main>")[0]
    return set(ASKED.findall(main)) - UNSEEN - {"sound"}  # to speak is another way to say what


def told(client: Client, address: str, **typed: object) -> str:
    """Answer the one question of a page, and return where that leads."""
    page = client.get(address)
    assert asked(page) == set(typed), address
    assert text(page).count("<h1") == 1
    answer = client.post(address, typed)
    assert answer.status_code == 303, text(answer)
    return str(answer["Location"])


def test_every_field_of_a_step_is_asked_on_some_page():
    forms: dict[str, Any] = {
        "report-what": report_forms.WhatForm,
        "report-where": report_forms.WhereForm,
        "report-building": report_forms.BuildingForm,
        "report-contact": contact_forms.ContactForm,
    }
    assert questions.QUESTIONS.keys() == forms.keys()
    for name, form in forms.items():
        found = [question.name for question in questions.QUESTIONS[name]]
        assert sorted(found) == sorted(form.base_fields)


def test_each_page_asks_one_thing_and_nothing_is_lost_up_to_the_end(big: Client):
    address = "/report/"
    address = told(big, address, what="路口的灯坏了")
    assert address == "/report/?ask=kind"
    address = told(big, address, kind="complaint")
    address = told(big, address, photos=town.photo())
    assert address == "/report/where/"
    address = told(big, address, where="河湾街道幸福社区第1网格")
    address = told(big, address, place_kept="public")
    assert address == "/report/place/"  # the words name it: no town is asked for
    address = told(big, address, place="990101001001001")
    address = told(big, address, privacy="open")
    assert address == "/report/contact/?ask=child"
    address = str(big.post(address, {})["Location"])
    assert address == "/report/contact/?ask=phone"  # no child, no guardian
    address = told(big, address, phone="138 0000 0000")
    address = told(big, address, name="老王")
    address = told(big, address, email="")
    assert address == "/report/check/"
    page = big.get(address)
    for shown in ("路口的灯坏了", "A complaint", "第1网格", "13800000000", "老王", "1 file"):
        assert shown in text(page), shown
    assert big.post(address, {"key": town.key(page)}).status_code == 303
    ticket = Ticket.objects.get()
    said = tickets.texts([ticket], Actor.system("tests"))[ticket.pk]
    assert said == {"what": "路口的灯坏了", "where": "河湾街道幸福社区第1网格"}
    assert (ticket.kind, ticket.privacy) == ("complaint", "open")


def test_back_leads_to_the_question_before_and_keeps_what_was_typed(big: Client):
    told(big, "/report/", what="灯坏了")
    back = big.post("/report/?ask=kind", {"kind": "suggestion", "back": "1"})
    assert back["Location"] == "/report/?ask=what"
    assert "灯坏了" in text(big.get("/report/?ask=what"))
    assert re.search(r'value="suggestion"[^>]*checked', text(big.get("/report/?ask=kind")))
    assert big.post("/report/", {"what": "灯坏了", "back": "1"})["Location"] == "/"
    back = big.post("/report/where/", {"where": "", "back": "1"})
    assert back["Location"] == "/report/?ask=photos"
    back = big.post("/report/contact/", {"privacy": "open", "back": "1"})
    assert back["Location"] == "/report/where/?ask=town"  # no place was named: that was asked last


def test_no_place_no_kind_of_place(big: Client):
    assert told(big, "/report/where/", where="") == "/report/where/?ask=town"
    assert told(big, "/report/where/?ask=town", town="") == "/report/contact/"


def test_who_stays_anonymous_is_asked_for_no_contact(big: Client):
    told(big, "/report/contact/", privacy="anonymous")
    assert big.post("/report/contact/?ask=child", {})["Location"] == "/report/check/"


def test_a_contact_told_before_is_to_be_emptied_by_who_stays_anonymous(big: Client):
    told(big, "/report/contact/?ask=phone", phone="13800000000")
    told(big, "/report/contact/", privacy="anonymous")
    assert big.post("/report/contact/?ask=child", {})["Location"] == "/report/contact/?ask=phone"
    answer = big.post("/report/contact/?ask=phone", {"phone": "13800000000"})
    assert answer.status_code == 422
    assert "keeps no contact" in text(answer)


def test_for_a_child_the_guardian_agrees_and_is_named(big: Client):
    told(big, "/report/contact/", privacy="open")
    assert told(big, "/report/contact/?ask=child", child="on") == "/report/contact/?ask=guardian"
    no = big.post("/report/contact/?ask=guardian", {})
    assert no.status_code == 422
    assert "The guardian has to agree" in text(no)
    assert "guardian's name and phone." not in text(no)  # that is asked on its own page
    assert told(big, "/report/contact/?ask=guardian", guardian="on").endswith("?ask=phone")
    empty = big.post("/report/contact/?ask=phone", {"phone": ""})
    assert empty.status_code == 422
    assert "guardian's name and phone." in " ".join(text(empty).replace("&#x27;", "'").split())
    big.post("/report/contact/?ask=child", {})  # no child after all
    assert told(big, "/report/contact/?ask=phone", phone="").endswith("?ask=name")


def test_what_is_wrong_is_said_at_its_question_only(big: Client):
    answer = big.post("/report/", {"what": " "})
    assert answer.status_code == 422
    assert "One sentence is enough" in text(answer)
    assert "Please choose one" not in text(answer)
    assert asked(answer) == {"what"}


def test_what_is_missing_is_asked_before_sending_on_its_own_page(big: Client):
    told(big, "/report/", what="灯坏了")
    assert big.get("/report/check/")["Location"] == "/report/?ask=kind"


def test_one_answer_is_changed_on_its_own_page(big: Client):
    del big.cookies[device.LETTERS]
    big.post("/report/", {"what": "灯坏了", "kind": "help"})
    big.post("/report/contact/", {"privacy": "open"})
    big.cookies[device.LETTERS] = device.BIG
    found = re.findall(r'href="(/report/[^"]*\?ask=\w+)"', text(big.get("/report/check/")))
    assert found == [
        "/report/?ask=what",
        "/report/?ask=kind",
        "/report/?ask=photos",
        "/report/where/?ask=where",
        "/report/contact/?ask=privacy",
        "/report/contact/?ask=phone",
    ]


def test_letters_made_smaller_on_the_way_show_the_whole_step_with_what_was_told(big: Client):
    told(big, "/report/", what="灯坏了")
    del big.cookies[device.LETTERS]
    page = big.get("/report/?ask=kind")
    assert asked(page) == {"what", "kind", "photos"}
    assert "灯坏了" in text(page)


@pytest.mark.parametrize("ask", ["nothing", "", "phone", "<script>"])
def test_an_unknown_question_is_the_first_of_its_step(big: Client, ask: str):
    assert asked(big.get("/report/", {"ask": ask})) == {"what"}


def ready(client: Client, what: str) -> None:
    """Tell all that a report needs, up to its last page."""
    client.cookies.pop(device.LETTERS, None)
    client.post("/report/", {"what": what, "kind": "help"})
    client.post("/report/contact/", {"privacy": "open"})
    client.cookies[device.LETTERS] = device.BIG


def test_words_about_health_are_asked_about_on_a_page_of_their_own(big: Client):
    ready(big, "我有尿毒症，电梯坏了下不了楼")
    assert big.get("/report/check/")["Location"] == "/report/sure/"
    page = big.get("/report/sure/")
    assert asked(page) == {"health"}
    assert text(page).count("<h1") == 1
    refused = big.post("/report/sure/", {})
    assert refused.status_code == 422
    assert "Please choose one" in text(refused)
    assert told(big, "/report/sure/", health="keep") == "/report/check/"
    page = big.get("/report/check/")
    assert 'name="health" value="keep"' in text(page)
    assert 'type="radio"' not in text(page)
    sent = big.post("/report/check/", {"key": town.key(page), "health": "keep"})
    assert sent.status_code == 303
    assert Ticket.objects.get().consents == "health"


def test_who_tells_the_same_again_is_asked_about_it_alone(big: Client):
    del big.cookies[device.LETTERS]
    town.report(big)
    first = Ticket.objects.get()
    ready(big, town.TOLD)
    assert big.get("/report/check/")["Location"] == "/report/sure/"
    assert told(big, "/report/sure/", again="same").startswith("/progress/")
    assert told(big, "/report/sure/", again="again") == "/report/check/"  # after another look
    page = big.get("/report/check/")
    sent = big.post("/report/check/", {"key": town.key(page), "again": "again"})
    assert sent.status_code == 303
    assert Ticket.objects.exclude(pk=first.pk).count() == 1


def test_other_words_are_asked_about_anew(big: Client):
    ready(big, "我有尿毒症，电梯坏了")
    told(big, "/report/sure/", health="keep")
    told(big, "/report/?ask=what", what="我有糖尿病，电梯坏了")
    assert big.get("/report/check/")["Location"] == "/report/sure/"


def test_nothing_open_leads_on_and_back_leads_back(big: Client):
    assert big.get("/report/sure/")["Location"] == "/report/check/"
    ready(big, "我有尿毒症，电梯坏了")
    back = big.post("/report/sure/", {"back": "1"})
    assert back["Location"].startswith("/report/contact/?ask=")
