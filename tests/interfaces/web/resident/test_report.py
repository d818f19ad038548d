"""Reporting: three steps, nothing lost on the way back, sent once, and every no said kindly."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.actor import Actor
from lianxin.foundation.files.models import StoredFile
from lianxin.foundation.pace.rules import PACES, Door
from lianxin.registers.residents import queries as residents
from tests.interfaces.web.resident import town

pytestmark = pytest.mark.django_db


def what_was_told() -> dict[str, str]:
    ticket = Ticket.objects.get()
    return tickets.texts([ticket], Actor.system("tests"))[ticket.pk]


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_request_goes_in_and_its_receipt_shows_number_code_and_promise(client: Client):
    sent = town.report(client, where="河湾街道幸福社区路口", phone="138 0000 0000", name="老王")
    assert sent.status_code == 303
    desk = town.latest()
    assert sent["Location"] == f"/progress/{desk.number}/receipt/"
    page = text(client.get(sent["Location"]))
    code = desk.code
    assert desk.number in page
    assert f"{code[:4]}-{code[4:8]}-{code[8:]}" in page
    assert "You will have an answer" in page
    assert what_was_told() == {"what": town.TOLD, "where": "河湾街道幸福社区路口"}
    masked = residents.masked(desk.ticket.pk)
    assert masked is not None
    assert masked.phone == "138****0000"


def test_the_steps_lead_on_by_themselves(client: Client):
    assert client.post("/report/", {"what": "x", "kind": "help"})["Location"] == "/report/where/"
    where = client.post("/report/where/", {"where": "在河湾街道幸福社区", "place_kept": "public"})
    assert where["Location"] == "/report/place/"
    elsewhere = client.post("/report/where/", {"where": "说不清", "place_kept": "public"})
    assert elsewhere["Location"] == "/report/contact/"
    assert client.post("/report/contact/", {"privacy": "open"})["Location"] == "/report/check/"


def test_the_place_that_the_words_name_is_offered_first_and_kept(client: Client):
    client.post("/report/", {"what": "灯坏了", "kind": "help"})
    client.post("/report/where/", {"where": "河湾街道幸福社区第1网格", "place_kept": "public"})
    page = text(client.get("/report/place/"))
    assert "临河区 河湾街道 幸福社区 第1网格" in page
    client.post("/report/place/", {"place": "990101001001001"})
    client.post("/report/contact/", {"privacy": "open"})
    client.post("/report/check/", {"key": town.key(client.get("/report/check/"))})
    ticket = Ticket.objects.get()
    assert ticket.division_code == "990101001001"
    assert ticket.grid is not None
    assert ticket.grid.code == "990101001001001"


def test_a_town_offers_its_communities_and_nobody_has_to_know(client: Client):
    client.post("/report/", {"what": "灯坏了", "kind": "help"})
    client.post("/report/where/", {"where": "", "town": "990101001000"})
    page = text(client.get("/report/place/"))
    assert "船坞社区" in page
    assert "白石镇" not in page
    assert client.post("/report/place/", {"place": "none"}).status_code == 303


def test_other_words_forget_the_place_chosen_before(client: Client):
    client.post("/report/where/", {"where": "河湾街道幸福社区", "place_kept": "public"})
    client.post("/report/place/", {"place": "990101001001"})
    client.post("/report/where/", {"where": "说不清", "place_kept": "public"})
    client.post("/report/", {"what": "灯坏了", "kind": "help"})
    client.post("/report/contact/", {"privacy": "open"})
    client.post("/report/check/", {"key": town.key(client.get("/report/check/"))})
    assert Ticket.objects.get().division_code == ""


def test_going_back_keeps_what_was_typed_right_or_wrong(client: Client):
    client.post("/report/", {"what": "灯坏了", "kind": "complaint"})
    back = client.post("/report/contact/", {"privacy": "open", "phone": "12", "back": "1"})
    assert back["Location"] == "/report/where/"
    assert 'value="12"' in text(client.get("/report/contact/"))
    page = text(client.get("/report/"))
    assert "灯坏了" in page
    assert 'value="complaint"' in page
    assert "Ticket" not in back["Location"]


def test_nothing_that_was_typed_lies_in_clear_in_the_session(client: Client):
    client.post("/report/contact/", {"privacy": "open", "phone": "13800000000", "name": "老王"})
    assert "13800000000" not in str(dict(client.session))
    assert "老王" not in str(dict(client.session))


def test_a_step_that_was_left_out_is_asked_before_sending(client: Client):
    client.post("/report/contact/", {"privacy": "open"})
    assert client.get("/report/check/")["Location"] == "/report/"
    assert client.post("/report/check/", {"key": "0" * 32})["Location"] == "/report/"
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"what": ""}, "One sentence is enough"),
        ({"what": "   \n "}, "One sentence is enough"),
        ({"what": "x" * 10_001}, "at most 10000 characters"),
        ({"what": "before\x00after"}, "cannot be kept"),
        ({"kind": "nonsense"}, "Please choose one"),
        ({"kind": ""}, "Please choose one"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field_and_kept(
    client: Client, typed: dict[str, str], says: str
):
    answer = client.post("/report/", {"what": "灯坏了", "kind": "help"} | typed)
    assert answer.status_code == 422
    assert says in text(answer)
    assert typed.get("what", "灯坏了").split("\x00")[0].strip() in text(answer)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"phone": "12"}, "cannot be a phone number"),
        ({"phone": "+999999999999999"}, "cannot be a phone number"),
        ({"email": "nobody"}, "cannot be an e-mail address"),
        ({"name": "x" * 51}, "at most 50 characters"),
        ({"name": "a\x00b"}, "cannot be kept"),
        ({"privacy": "anonymous", "phone": "13800000000"}, "keeps no contact"),
        ({"privacy": ""}, "Please choose one"),
    ],
)
def test_a_contact_that_cannot_be_kept_is_said_at_the_field(
    client: Client, typed: dict[str, str], says: str
):
    answer = client.post("/report/contact/", {"privacy": "open"} | typed)
    assert answer.status_code == 422
    assert says in text(answer)


@pytest.mark.parametrize(
    "told",
    [
        "字" * 10_000,
        "👩‍👩‍👧 🔦 灯坏了",
        "مصباح الشارع مكسور ‏منذ ثلاثة أيام",
        "<script>alert(1)</script><b>灯</b>",
        '=HYPERLINK("http://x")',
        "{{ settings.SECRET_KEY }} %(unit)s %s",
        "a\u202eb\ufffd",
        "one\ntwo",
    ],
)
def test_every_text_is_kept_and_shown_as_it_was_written(client: Client, told: str):
    town.report(client, what=told)
    assert what_was_told()["what"] == told
    page = text(client.get(f"/progress/{town.latest().number}/"))
    assert "<script>alert" not in page
    first = told.split("\n")[0]
    assert first.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;") in page
    assert 'dir="auto"' in page


def test_line_ends_of_a_browser_count_once(client: Client):
    told = "\r\n".join(["x" * 99] * 100)
    town.report(client, what=told)
    assert len(what_was_told()["what"]) == 9_999


def test_a_broken_encoding_is_taken_without_a_fault(client: Client):
    body = b"what=%ED%A0%80%FF&kind=help"
    answer = client.generic(
        "POST", "/report/", body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 303


def test_photos_stay_with_the_draft_and_come_with_the_request(client: Client, stranger: Client):
    client.post(
        "/report/", {"what": "灯坏了", "kind": "help", "photos": [town.photo(), town.photo()]}
    )
    assert "Photo 2" in text(client.get("/report/"))
    town.report(client)
    stored = StoredFile.objects.filter(about="ticket", about_id=Ticket.objects.get().pk)
    assert stored.count() == 2
    own = f"/files/{stored[0].pk}/"
    assert own in text(client.get(f"/progress/{town.latest().number}/"))
    assert client.get(own)["Content-Type"] == "image/jpeg"
    assert stranger.get(own).status_code == 404


def test_a_photo_can_be_taken_away_again(client: Client):
    client.post("/report/", {"what": "灯坏了", "kind": "help", "photos": [town.photo()]})
    page = text(client.get("/report/"))
    path = page.split('name="remove"')[1].split('value="')[1].split('"')[0]
    again = client.post("/report/", {"what": "灯坏了，改了", "kind": "help", "remove": path})
    assert again["Location"] == "/report/"
    page = text(client.get("/report/"))
    assert "Photo 1" not in page
    assert "灯坏了，改了" in page


@pytest.mark.parametrize(
    ("upload", "says"),
    [
        (SimpleUploadedFile("big.jpg", b"\xff\xd8\xff" + b"0" * 50 * 1024 * 1024), "10 megabytes"),
        (SimpleUploadedFile("virus.exe", b"MZ" * 100), "not a photo"),
        (SimpleUploadedFile("words.jpg", b"<svg onload=x>"), "not a photo"),
        (SimpleUploadedFile("half.jpg", b"\xff\xd8\xff\xe0" + b"1" * 50), "not a photo"),
        (SimpleUploadedFile("torn.pdf", b"%PDF-1.7 torn"), "not a whole PDF"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_and_the_others_stay(
    client: Client, upload: SimpleUploadedFile, says: str
):
    upload.seek(0)
    told = {"what": "灯坏了", "kind": "help", "photos": [town.photo(), upload]}
    answer = client.post("/report/", told)
    assert answer.status_code == 422
    assert f"{upload.name}: " in text(answer)
    assert says in text(answer)
    assert "Photo 1" in text(answer)
    assert "灯坏了" in text(answer)
    assert client.get("/report/where/").status_code == 200


def test_an_empty_file_is_named(client: Client):
    told = {"what": "x", "kind": "help", "photos": [SimpleUploadedFile("none.jpg", b"")]}
    assert "none.jpg: The file is empty" in text(client.post("/report/", told))


def test_a_seventh_photo_is_too_many(client: Client):
    told = {"what": "x", "kind": "help", "photos": [town.photo(f"{no}.jpg") for no in range(7)]}
    answer = client.post("/report/", told)
    assert answer.status_code == 422
    assert "At most 6" in text(answer)
    assert "Photo 6" in text(answer)


def test_the_same_form_once_more_shows_the_same_receipt(client: Client):
    client.post("/report/", {"what": "灯坏了", "kind": "help"})
    client.post("/report/where/", {"where": ""})
    client.post("/report/contact/", {"privacy": "open"})
    form = {"key": town.key(client.get("/report/check/"))}
    first = client.post("/report/check/", form)
    again = client.post("/report/check/", form)
    assert first["Location"] == again["Location"]
    assert again.status_code == 303
    assert Ticket.objects.count() == 1
    client.post("/report/", {"what": "别的事", "kind": "help"})
    assert client.post("/report/check/", form)["Location"] == first["Location"]
    assert "别的事" in text(client.get("/report/"))


def test_a_stranger_who_repeats_the_form_sees_nothing_of_it(client: Client, stranger: Client):
    client.post("/report/", {"what": "灯坏了", "kind": "help"})
    client.post("/report/contact/", {"privacy": "open"})
    form = {"key": town.key(client.get("/report/check/"))}
    receipt = client.post("/report/check/", form)["Location"]
    assert stranger.post("/report/check/", form)["Location"] == "/report/"
    assert stranger.get(receipt).status_code == 403
    town.report(stranger, what="陌生人的事")
    assert Ticket.objects.count() == 2
    assert stranger.get(receipt).status_code == 403


def test_whoever_comes_after_on_the_same_phone_cannot_repeat_it_either(client: Client):
    client.post("/report/", {"what": "灯坏了", "kind": "help"})
    client.post("/report/contact/", {"privacy": "open"})
    form = {"key": town.key(client.get("/report/check/"))}
    receipt = client.post("/report/check/", form)["Location"]
    assert client.post("/progress/close/")["Location"] == "/progress/closed/"
    assert client.post("/report/check/", form)["Location"] == "/report/"
    assert client.get(receipt).status_code == 403
    assert Ticket.objects.count() == 1


def test_a_key_that_is_none_is_refused_in_words(client: Client):
    client.post("/report/", {"what": "灯坏了", "kind": "help"})
    client.post("/report/contact/", {"privacy": "open"})
    answer = client.post("/report/check/", {"key": "x"})
    assert answer.status_code == 422
    assert "open for too long" in text(answer)


def test_only_the_key_of_the_draft_sends_it(client: Client):
    client.post("/report/", {"what": "灯坏了", "kind": "help"})
    client.post("/report/contact/", {"privacy": "open"})
    for number in range(3):
        answer = client.post("/report/check/", {"key": f"{number:032x}"}, follow=True)
        assert "Please look at this step once more" in text(answer)
        assert "灯坏了" in text(answer)
    assert not Ticket.objects.exists()
    form = {"key": town.key(client.get("/report/check/"))}
    assert "/receipt/" in client.post("/report/check/", form)["Location"]
    assert Ticket.objects.count() == 1


def test_a_text_of_signs_that_nobody_sees_says_nothing(client: Client):
    answer = town.report(client, what="\u200b\u2060")
    assert answer.status_code == 422
    assert "Please write what is to be said" in text(answer)
    assert not Ticket.objects.exists()


def test_an_anonymous_request_keeps_nothing_about_anybody(client: Client):
    town.report(client, privacy="anonymous")
    ticket = Ticket.objects.get()
    assert ticket.privacy == "anonymous"
    assert residents.masked(ticket.pk) is None


def test_the_steps_say_what_is_kept_and_where_danger_is_for(client: Client):
    page = text(client.get("/report/"))
    for line in ("110", "119", "120", "122"):
        assert f'href="tel:{line}"' in page
    kept = text(client.get("/report/contact/"))
    assert "your contact for 1 year" in kept
    assert "the request for 3 years" in kept


@pytest.mark.parametrize(
    "path", ["/report/", "/report/where/", "/report/contact/", "/report/check/"]
)
def test_a_step_costs_the_same_however_much_was_told(
    client: Client, path: str, django_assert_num_queries: Any
):
    counts = []
    for told in ("first: the registers are read", "short", "long " * 1000):
        client.post("/report/", {"what": told, "kind": "help"})
        client.post("/report/contact/", {"privacy": "open"})
        client.get(path)  # what a process looks after once a second, it has looked after
        with django_assert_num_queries(20, exact=False) as asked:
            client.get(path)
        counts.append(len(asked))
    assert counts[1] == counts[2]


def test_the_same_text_again_is_asked_about_before_a_second_request_is_opened(client: Client):
    town.report(client, what="路灯坏了三天，晚上很黑。")
    first = town.latest()
    asked = town.report(client, what="路灯坏了三天, 晚上很黑!  ")
    assert asked.status_code == 422
    said = asked.content.decode()
    assert "Again, or the same?" in said
    assert "路灯坏了三天, 晚上很黑!" in said
    assert Ticket.objects.count() == 1
    page = client.get("/report/check/")
    typed = {"key": town.key(page), "again": "same"}
    same = client.post("/report/check/", typed)
    assert same["Location"] == f"/progress/{first.number}/"
    assert Ticket.objects.count() == 1
    assert "晚上很黑!" in client.get("/report/check/").content.decode()  # nothing typed is lost
    another = client.post("/report/check/", {**typed, "again": "again"})
    assert another.status_code == 303
    assert Ticket.objects.count() == 2


def test_another_browser_and_another_text_are_asked_nothing(client: Client, stranger: Client):
    town.report(client)
    assert town.report(stranger).status_code == 303
    assert town.report(client, what="井盖丢了").status_code == 303
    assert Ticket.objects.count() == 3


def test_what_was_told_is_forgotten_when_the_browser_is_closed_for_others(client: Client):
    town.report(client)
    client.post("/progress/close/")
    assert town.report(client).status_code == 303


def test_a_flood_from_one_place_is_slowed_and_none_of_it_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    burst = PACES[Door.REPORT].burst
    for number in range(burst):
        assert town.report(Client(), what=f"第{number}件").status_code == 303
    slowed = town.report(client, what="井盖丢了，有人摔倒")
    assert slowed.status_code == 429
    said = slowed.content.decode()
    assert "Please send it again in" in said
    assert "井盖丢了，有人摔倒" in said
    assert Ticket.objects.count() == burst
    later = timezone.now() + PACES[Door.REPORT].longest
    monkeypatch.setattr(timezone, "now", lambda: later)
    page = client.get("/report/check/")
    assert client.post("/report/check/", {"key": town.key(page)}).status_code == 303
    assert Ticket.objects.count() == burst + 1


def test_who_reports_alone_never_waits(client: Client):
    for number in range(5):
        assert town.report(client, what=f"第{number}件").status_code == 303
