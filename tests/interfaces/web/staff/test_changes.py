"""Changing registers on their pages: by a form, by a file, by two people, and back again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions as tickets
from lianxin.foundation.actor import Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.registers.changes.models import Change
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.models import Division, Unit
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, send, text, unseen
from tests.make import MONDAY
from tests.registers.duties.town import CATEGORIES

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
LAMPS: dict[str, Any] = {
    "name": "城市管理局",
    "kind": "department",
    "parent_code": "city 青禾市人民政府",
    "division_code": "青禾市",
    "phone": "0999-1",
    "valid_from": TODAY,
}


def file(name: str, content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def taken(client: Client, url: str, step: str, **typed: Any) -> Any:
    """Take a step on a change: open its page, press one of its buttons."""
    return client.post(url, {**unseen(client, url), "step": step, **typed})


def changed(client: Client, url: str, **typed: Any) -> str:
    """Fill in a form and return the page of the change that it prepares."""
    answer = send(client, url, **typed)
    assert answer.status_code == 303, text(answer)
    return str(answer["Location"])


def noise(client: Client, **typed: Any) -> str:
    """Prepare another lead unit for noise."""
    row = {"lead": "供电公司", "assist": "", "tier": "general", "duty_code": "", "legal_basis": ""}
    url = "/staff/registers/catalogue/noise~/change/"
    return changed(client, url, **row, valid_from=TODAY, **typed)


def test_a_unit_is_changed_by_a_form_a_preview_and_one_more_look():
    client = browser("admin")
    url = changed(client, "/staff/registers/units/lamps/change/", **LAMPS)
    page = text(client.get(url))
    assert "Prepared, not sent" in page
    assert "Phone 0999-1" in page
    assert "Name" not in page.split("What became of it")[0].split("Changed")[1]
    assert Unit.objects.get(code="lamps").phone == ""
    assert taken(client, url, "send").status_code == 303
    assert Unit.objects.get(code="lamps").phone == "0999-1"
    history = text(client.get("/staff/registers/units/lamps/"))
    assert "Phone – 0999-1" in history
    assert "12345热线 · administrator · 庚" in history


def test_a_unit_is_added_and_one_that_is_there_is_not_added_again():
    client = browser("admin")
    new = {**LAMPS, "code": "water", "name": "供水公司", "kind": "company"}
    taken(client, changed(client, "/staff/registers/units/-/new/", **new), "send")
    assert Unit.objects.get(code="water").division.name == "青禾市"
    again = send(client, "/staff/registers/units/-/new/", **new)
    assert again.status_code == 422
    assert "This code is there already" in text(again)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"division_code": "白石"}, "Several fit. Which one?"),
        ({"division_code": "月球"}, "Nothing fits"),
        ({"parent_code": "lamps"}, "would stand under itself"),
        ({"kind": "community"}, "cannot serve"),
        ({"valid_from": "2026-11-22"}, "from today or a later day"),
        ({"valid_from": "tomorrow"}, "valid date"),
        ({"name": ""}, "required"),
    ],
)
def test_what_cannot_be_is_refused_on_the_form_and_changes_nothing(typed, expected):
    answer = send(browser("admin"), "/staff/registers/units/lamps/change/", **{**LAMPS, **typed})
    assert answer.status_code == 422
    assert expected in text(answer)
    assert not Change.objects.exists()


def test_who_leads_is_changed_by_two_people_each_named_in_the_history():
    town.received()
    admin, supervisor = browser("admin"), browser("supervisor")
    url = noise(admin)
    refused = taken(admin, url, "send", reason="")
    assert "Please say why" in text(refused)
    taken(admin, url, "send", reason="三定方案调整")
    assert "Changes of the registers waiting: 1" in text(supervisor.get("/staff/registers/"))
    assert 'name="step"' in supervisor.get(url).content.decode()
    assert taken(supervisor, url, "approve").status_code == 303
    assert duties.catalogue_table(TODAY)["noise~"]["lead"] == "power"
    history = text(admin.get("/staff/registers/catalogue/noise~/"))
    assert "brought in: 12345热线 · administrator · 庚" in history
    assert "agreed: 12345热线 · supervisor · 丙" in history


def test_the_second_of_two_supervisors_sees_what_happened():
    town.received()
    admin, first, second = browser("admin"), browser("supervisor"), browser("reviewer")
    url = noise(admin)
    taken(admin, url, "send", reason="三定方案调整")
    open_page = unseen(second, url)
    taken(first, url, "approve")
    late = second.post(url, {**open_page, "step": "refuse", "reason": "不妥"})
    assert late.status_code == 409
    page = text(late)
    assert "Agreed by 12345热线 · supervisor · 丙" in page
    assert 'value="refuse"' not in late.content.decode()
    assert duties.catalogue_table(TODAY)["noise~"]["lead"] == "power"


def test_one_who_proposes_finds_no_button_to_agree():
    town.received()
    admin = browser("admin")
    url = noise(admin)
    taken(admin, url, "send", reason="三定方案调整")
    page = admin.get(url).content.decode()
    assert 'value="approve"' not in page
    answer = taken(admin, url, "approve")
    assert answer.status_code == 422
    assert "You brought this change in yourself" in text(answer)


def test_a_supervisor_proposes_for_the_catalogue_and_turns_down_what_another_proposes():
    town.received()
    first, second = browser("supervisor"), browser("reviewer")
    url = noise(first)
    taken(first, url, "send", reason="多次退单")
    taken(second, url, "refuse", reason="没有依据")
    assert "Turned down by 12345热线 · supervisor · 丁" in text(first.get(url))
    assert "没有依据" in text(first.get(url))


def test_a_file_is_shown_row_by_row_and_its_refused_rows_are_left_out_by_choice():
    client = browser("admin")
    content = "编码,名称,类型,上级编码,服务区划,电话\nwater,供水公司,company,city,990100000000,1\nheat,热力公司,company,nowhere,990100000000,\n"
    url = "/staff/registers/units/-/file/"
    answer = client.post(
        url, {**unseen(client, url), "file": file("单位.csv", content), "valid_from": TODAY}
    )
    page = text(client.get(answer["Location"]))
    assert "1 new 0 changed 0 ended 1 refused" in page
    assert "Line 3" in page
    assert "The parent nowhere is neither in the file nor in the register." in page
    assert "The refused rows are left out." in page
    taken(client, answer["Location"], "send")
    assert Unit.objects.filter(code="water").exists()
    assert not Unit.objects.filter(code="heat").exists()


def test_a_whole_list_with_a_refused_row_has_no_button_to_take_it():
    client = browser("admin")
    url = "/staff/registers/categories/-/file/"
    given = {"file": file("x.csv", CATEGORIES + ",无代码,,,,\n"), "valid_from": TODAY}
    answer = client.post(url, {**unseen(client, url), **given})
    page = client.get(answer["Location"]).content.decode()
    assert 'value="send"' not in page
    assert 'value="discard"' in page


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "lacks"),
        ("name\n河湾\n", "code"),
        ("PK\x03\x04nonsense", "neither"),
    ],
)
def test_a_file_that_is_none_is_refused_on_its_form(content: str, expected: str):
    client, url = browser("admin"), "/staff/registers/units/-/file/"
    given = {"file": file("x.csv", content), "valid_from": TODAY}
    answer = client.post(url, {**unseen(client, url), **given})
    assert answer.status_code == 422
    assert not Change.objects.exists()


def test_an_import_is_taken_back_and_refused_where_something_rests_on_it():
    client = browser("admin")
    new = {**LAMPS, "code": "water", "name": "供水公司", "kind": "company"}
    url = changed(client, "/staff/registers/units/-/new/", **new)
    taken(client, url, "send")
    back = taken(client, url, "undo")["Location"]
    assert "What taking it back does" in text(client.get(back))
    assert Unit.objects.filter(code="water").exists()
    taken(client, back, "send")
    assert not Unit.objects.filter(code="water").exists()
    assert "Taken back" in text(client.get(url))

    url = changed(client, "/staff/registers/units/-/new/", **new)
    taken(client, url, "send")
    client_of_post = {"unit": "供水公司", "role": "handler", "valid_from": TODAY, "grids": ""}
    send(client, "/staff/registers/staff/stranger/post/", **client_of_post)
    answer = taken(client, url, "undo")
    assert answer.status_code == 422
    assert "1 rows of the kind post already rest on it" in text(answer)


def test_a_unit_that_holds_open_tickets_is_not_closed_and_the_way_is_said():
    scene.dispatched()
    answer = send(browser("admin"), "/staff/registers/units/lamps/end/", valid_from=TODAY)
    assert answer.status_code == 422
    said = text(answer)
    assert "1 tickets wait for 城市管理局" in said
    assert "Say which unit takes them over" in said
    assert Unit.objects.get(code="lamps").valid_to is None


def free_of_power(admin: Client, supervisor: Client) -> None:
    """Let nothing name the power company any more: no post, no row of the catalogue."""
    (post,) = orgs.colleagues(orgs.unit("power").pk, TODAY, frozenset({Role.HANDLER}))
    send(admin, f"/staff/registers/staff/stranger/post/{post.pk}/", valid_to=TODAY)
    row = {"lead": "城市管理局", "assist": "", "tier": "general", "duty_code": "L-1"}
    url = "/staff/registers/catalogue/lighting~/change/"
    url = changed(admin, url, **row, legal_basis="", valid_from=TODAY)
    taken(admin, url, "send", reason="机构调整")
    taken(supervisor, url, "approve")


def test_a_unit_is_closed_by_two_people_and_its_tickets_go_on_with_its_successor():
    ticket = scene.dispatched()  # the power company helps with it
    admin, supervisor = browser("admin"), browser("supervisor")
    free_of_power(admin, supervisor)
    end = "/staff/registers/units/power/end/"
    assert "It holds 1 open request." in text(admin.get(end))
    unknown = send(admin, end, valid_from=TODAY, successor="月球", shared="all")
    assert "Nothing fits" in text(unknown)
    itself = send(admin, end, valid_from=TODAY, successor="供电公司", shared="all")
    assert "The unit power cannot take over" in text(itself)
    url = changed(admin, end, valid_from=TODAY, successor="河湾街道办事处", shared="catalogue")
    assert "the rest to 河湾街道办事处" in text(admin.get(url))
    taken(admin, url, "send", reason="公司改制")
    assert Unit.objects.get(code="power").valid_to is None
    assert taken(supervisor, url, "approve").status_code == 303
    assert "0 of 1 done" in text(admin.get(url))
    while tickets.carry(at=MONDAY, limit=4):
        pass
    page = text(admin.get(url))
    assert "1 of 1 done, 0 left out" in page
    assert "It is still under way" not in page
    (assist,) = ticket.assists.all()
    assert assist.unit_id == town.unit("hewan")
    back = taken(admin, url, "undo")
    assert back.status_code == 422
    assert "cannot be taken back" in text(back)


def test_the_second_person_reads_how_many_open_requests_a_closing_unit_holds():
    scene.dispatched()
    admin, supervisor = browser("admin"), browser("supervisor")
    free_of_power(admin, supervisor)
    given = {"valid_from": TODAY, "successor": "河湾街道办事处", "shared": "all"}
    url = changed(admin, "/staff/registers/units/power/end/", **given)
    taken(admin, url, "send", reason="公司改制")
    assert "It holds 1 open request." in text(supervisor.get(url))
    taken(supervisor, url, "approve")
    assert "It holds" not in text(admin.get(url))


def test_open_requests_of_a_unit_are_shared_out_on_its_page_and_it_says_how_far_it_is():
    ticket = scene.dispatched()
    admin, page = browser("admin"), "/staff/registers/units/lamps/"
    assert f'href="{page}share-out/"' in admin.get(page).content.decode()
    assert "It leads 1 open request." in text(admin.get(f"{page}share-out/"))
    assert send(admin, f"{page}share-out/").status_code == 303
    while tickets.carry(at=MONDAY, limit=4):
        pass
    ticket.refresh_from_db()
    assert ticket.lead_unit_id == town.unit("lamps")
    said = text(admin.get(page))
    assert "Open requests go to whom the catalogue names now" in said
    assert "1 × The dispatch catalogue names no other unit for it." in said
    answer = send(admin, "/staff/registers/units/hewan/share-out/")
    assert answer.status_code == 422
    assert "leads no open request" in text(answer)


def test_where_a_post_ends_the_page_says_what_goes_to_whom():
    town.received()
    admin, reviewer = browser("admin"), browser("reviewer")
    (post,) = orgs.posts_of_id(orgs.staff_member("reviewer").pk, TODAY)  # type: ignore[union-attr]
    url = f"/staff/registers/staff/reviewer/post/{post.pk}/"
    assert "stay with the unit" in text(admin.get(url))
    assert "Who takes them over" not in text(admin.get(url))
    change = noise(reviewer)
    page = text(admin.get(url))
    assert "Who takes them over" in page
    assert "Dispatch catalogue" in page
    heir = orgs.staff_member("supervisor")
    assert heir is not None
    assert send(admin, url, valid_to=TODAY).status_code == 422
    assert send(admin, url, valid_to=TODAY, successor=heir.pk).status_code == 303
    assert "Handed over" in text(browser("supervisor").get(change))


def test_a_division_is_renamed_from_a_day_on():
    client = browser("admin")
    row = {"name": "新河街道", "kind": "subdistrict", "parent_code": "990101000000"}
    url = changed(
        client,
        "/staff/registers/divisions/990101001000/change/",
        **row,
        valid_from=date(2027, 1, 1),
    )
    taken(client, url, "send")
    assert "Agreed, waits for its day" in text(client.get(url))
    assert Division.objects.get(code="990101001000").name == "河湾街道"


def test_a_day_of_the_calendar_is_entered_and_stands_in_its_year():
    client = browser("admin")
    given = {"date": date(2026, 12, 14), "kind": "holiday", "note": "公祭日公告"}
    url = changed(client, "/staff/registers/calendar/-/new/", **given)
    taken(client, url, "send")
    page = text(client.get("/staff/registers/calendar/2026/"))
    assert "Monday 14 December 2026 Public holiday 公祭日公告" in page
    wrong = {**given, "date": date(2026, 12, 19), "kind": "working_day"}
    assert "wrong day of the week" in text(
        send(client, "/staff/registers/calendar/-/new/", **wrong)
    )


def test_a_notice_settles_its_year():
    client = browser("admin")
    content = "date,kind\n2027-02-05,swapped_off\n2027-02-06,holiday\n2027-02-07,make_up_workday\n"
    url = "/staff/registers/calendar/-/file/"
    given = {"file": file("2027.csv", content), "note": "国办通知", "settles": "2027"}
    answer = client.post(url, {**unseen(client, url), **given})
    assert "The year has been announced" in text(client.get(answer["Location"]))
    taken(client, answer["Location"], "send")
    assert "2027 261 Announced" in text(client.get("/staff/registers/calendar/"))


def test_a_profile_is_copied_changed_and_adopted():
    client = browser("admin")
    copy = {"source": "beijing-like", "code": "our-city", "name": "我市时限"}
    taken(client, changed(client, "/staff/registers/profiles/-/new/", **copy), "send")
    line = "/staff/registers/profiles/our-city~promise~general/"
    row = {
        "profile_name": "我市时限",
        "profile_source": "市政府令",
        "profile_grade": "A",
        "default_tier": "general",
        "amount": "5",
        "unit": "working_days",
        "basis": "local",
        "grade": "A",
        "source": "市政府令第7条",
    }
    taken(client, changed(client, f"{line}change/", **row, valid_from=TODAY), "send")
    assert "市政府令第7条" in text(client.get(line))
    adopted = {"division": "", "profile": "our-city", "valid_from": TODAY}
    taken(client, changed(client, "/staff/registers/limits/-/new/", **adopted), "send")
    assert "everywhere 我市时限" in text(client.get("/staff/registers/limits/"))
    amount = send(client, f"{line}change/", **{**row, "amount": "zehn"}, valid_from=TODAY)
    assert amount.status_code == 422


def test_a_change_costs_the_same_at_3_and_at_300_rows():
    client = browser("admin")
    url = "/staff/registers/units/-/file/"

    def cost(count: int) -> int:
        lines = [f"u-{count}-{n:03},单位{n},department,city,990100000000" for n in range(count)]
        content = "\n".join(["code,name,kind,parent_code,division_code", *lines])
        given = {"file": file("x.csv", content), "valid_from": TODAY}
        answer = client.post(url, {**unseen(client, url), **given})
        client.get(answer["Location"])
        with CaptureQueriesContext(connection) as captured:
            client.get(answer["Location"])
        return len(captured)

    assert cost(3) == cost(300)


# ---- people


def test_an_account_is_opened_given_a_post_and_a_password_that_works_once(clock):
    admin = browser("admin")
    answer = send(admin, "/staff/registers/staff/-/new/", username="new.one", name="丁一")
    assert answer["Location"] == "/staff/registers/staff/new.one/"
    assert "no password yet" in text(admin.get("/staff/registers/staff/"))
    post = {"unit": "lamps", "role": "handler", "valid_from": TODAY, "grids": ""}
    send(admin, "/staff/registers/staff/new.one/post/", **post)
    shown = send(admin, "/staff/registers/staff/new.one/password/")
    password = shown.context["password"]
    assert "no-store" in shown["Cache-Control"]
    person = text(admin.get("/staff/registers/staff/new.one/"))
    assert "One-time password handed out by 12345热线 · administrator · 庚" in person
    assert password not in person

    client = Client(headers={"accept-language": "en"})
    client.post("/accounts/login/", {"login": "new.one", "password": password})
    first = client.get("/staff/")
    assert first["Location"].startswith("/accounts/password/change/")
    own = "laternen-und-licht"
    given = {"oldpassword": password, "password1": own, "password2": own}
    assert client.post("/accounts/password/change/?next=/staff/", given)["Location"] == "/staff/"
    assert client.get("/staff/").status_code == 200
    staff = orgs.staff_member("new.one")
    assert staff is not None
    entries = ledger.of("staff", [staff.pk])
    assert [entry.facts for entry in entries] == [{}, {"one_time": True}, {"one_time": False}]


def test_a_one_time_password_is_over_after_three_days(clock):
    admin = browser("admin")
    shown = send(admin, "/staff/registers/staff/stranger/password/")
    clock(scene.NOW + timedelta(days=3, minutes=1))
    client = Client(headers={"accept-language": "en"})
    login = {"login": "stranger", "password": shown.context["password"]}
    answer = client.post("/accounts/login/", login, follow=True)
    assert "This one-time password is over" in answer.content.decode()
    assert client.get("/staff/")["Location"].startswith("/accounts/login/")


def test_a_post_is_ended_and_a_second_time_it_is_not():
    admin = browser("admin")
    page = admin.get("/staff/registers/staff/handler/")
    url = page.context["posts"][0]["end_url"]
    assert send(admin, url, valid_to=TODAY).status_code == 303
    assert admin.get(url).status_code == 404
    assert "Post ended by" in text(admin.get("/staff/registers/staff/handler/"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"unit": "hotline", "role": "handler"}, "does not exist at a unit of the kind"),
        ({"unit": "lamps", "role": "handler", "grids": "1"}, "There is no grid 1"),
        ({"unit": "lamps", "role": "handler", "grids": "990101001001001"}, "Only grid workers"),
        ({"unit": "nowhere", "role": "handler"}, "Nothing fits"),
    ],
)
def test_a_post_that_cannot_be_is_refused_with_the_reason(typed, expected):
    given = {"grids": "", "valid_from": TODAY, **typed}
    answer = send(browser("admin"), "/staff/registers/staff/stranger/post/", **given)
    assert answer.status_code == 422
    assert expected in text(answer)


def test_a_lesson_becomes_a_change_with_its_cases_that_two_people_decide():
    for number in range(3):
        ticket = town.dispatched(town.received(key=f"lesson-{number:03d}"))
        ticket = did(ticket, tickets.ask_return, "lead", words="属供电公司")
        given: dict[str, Any] = {
            "category_id": None,
            "lead_unit_id": town.unit("power"),
            "words": "同意",
        }
        did(ticket, tickets.grant_return, "supervisor", **given)
    supervisor = browser("supervisor")
    url = "/staff/registers/lessons/"
    page = text(supervisor.get(url))
    assert "路灯不亮 · 河湾街道" in page
    assert "供电公司 should lead." in page
    assert ticket.number in page
    asked = {"lesson": "lighting.lamp~990101001~power~lead"}
    assert send(supervisor, url, lesson="noise~~power~lead").status_code == 404
    sent = send(supervisor, url, **asked)
    assert sent.status_code == 303, text(sent)
    change = text(supervisor.get(sent["Location"]))
    assert "Cases: " in change
    assert ticket.number in change
    assert duties.catalogue_table(TODAY).get("lighting.lamp~990101001000") is None
    taken(supervisor, sent["Location"], "send", reason="多次退单")
    assert "A change of this row waits already" in text(supervisor.get(url))
    taken(browser("reviewer"), sent["Location"], "approve")
    row = duties.catalogue_table(TODAY)["lighting.lamp~990101001000"]
    assert (row["lead"], row["assist"]) == ("power", "")
    assert "Nothing points away" in text(supervisor.get(url))
