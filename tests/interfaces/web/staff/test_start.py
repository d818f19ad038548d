"""A city's first day: from nothing to service, step by step, each step saying what it still lacks."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import text, unseen
from tests.make import MONDAY

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
START = "/staff/start/"
DIVISIONS = """区划代码,名称,上级代码
990101000000,临河区,990100000000
990101001000,河湾街道,990101000000
990101001001,芦花社区,990101001000
990101100000,白石镇,990101000000
990101100200,石磨村,990101100000
"""
GRIDS = """{"type": "FeatureCollection", "features": [{"type": "Feature",
"properties": {"code": "990101001001001", "name": "芦花第一网格"},
"geometry": {"type": "Polygon", "coordinates": [[[100,40],[100.01,40],[100.01,40.01],[100,40.01],[100,40]]]}}]}"""
STAFF = "登录名,姓名,单位,角色\n" + "".join(
    f"{name},{name},{unit},{role}\n"
    for name, unit, role in (
        ("a1", "hotline", "agent"),
        ("d1", "hotline", "dispatcher"),
        ("s1", "hotline", "supervisor"),
        ("c1", "hotline", "caller"),
        ("h1", "urban-management", "handler"),
    )
)


@pytest.fixture(autouse=True)
def a_town() -> None:
    """Begin with nothing: no town."""


@pytest.fixture
def admin(capsys: pytest.CaptureFixture[str]) -> Client:
    """Set up a city as an operator does, and sign its administrator in."""
    given = {"city": "990100000000", "name": "青禾市", "province": "青岚省", "admin": "first"}
    call_command("setup", **given)
    said = capsys.readouterr().out
    assert START in said
    password = re.search(r"one-time password (\S+)", said)
    assert password is not None
    client = Client(headers={"accept-language": "en"})
    client.post("/accounts/login/", {"login": "first", "password": password[1]})
    own = {"oldpassword": password[1], "password1": "laternen-licht", "password2": "laternen-licht"}
    client.post("/accounts/password/change/", own)
    return client


def sent(client: Client, answer: Any) -> None:
    """Put the change that was prepared in force."""
    assert answer.status_code == 303, text(answer)
    url = answer["Location"]
    assert client.post(url, {**unseen(client, url), "step": "send"}).status_code == 303


def taken(client: Client, register: str, content: str, name: str = "x.csv") -> None:
    """Take in a file, preview and all."""
    url = f"/staff/registers/{register}/-/file/"
    given = {"file": SimpleUploadedFile(name, content.encode()), "valid_from": TODAY}
    sent(client, client.post(url, {**unseen(client, url), **given}))


def started(client: Client, name: str) -> Any:
    return client.post(START, {**unseen(client, START), "start": name})


def lacking(client: Client) -> dict[str, list[str]]:
    """Return what each step still lacks."""
    found = client.get(START).context["steps"]
    return {str(row["step"].title): row["step"].missing for row in found if row["step"].missing}


def given_categories_and_catalogue(admin: Client) -> None:
    """Start from the shipped categories, and from the shipped catalogue with one unit fewer."""
    sent(admin, started(admin, "categories"))
    assert started(admin, "catalogue")["Location"] == "/staff/start/catalogue/"
    url = "/staff/start/catalogue/"
    form = admin.get(url).context["form"]
    typed = {name: field.initial or "" for name, field in form.fields.items() if "-" in name}
    assert typed["unit-housing"] == "housing"
    typed["unit-parks"] = ""  # a city without: the office of the place instead
    sent(admin, admin.post(url, {**unseen(admin, url), **typed}))
    assert duties.unowned(TODAY) == []


def adopted_and_signed_in(admin: Client) -> None:
    """Adopt limits, and give the hotline its passwords."""
    url = "/staff/registers/limits/-/new/"
    adopted = {"division": "", "profile": "five-working-days", "valid_from": TODAY}
    sent(admin, admin.post(url, {**unseen(admin, url), **adopted}))
    for name in ("a1", "d1", "s1", "c1"):
        url = f"/staff/registers/staff/{name}/password/"
        assert admin.post(url, unseen(admin, url)).status_code == 200


def test_a_city_goes_from_nothing_to_its_first_request(admin: Client):
    before = lacking(admin)
    assert before["Divisions"] == ["No community or village: grids lie in them."]
    assert "Nobody leads for anything." in before["Dispatch catalogue"]
    assert "agent" in before["People and posts"][0]
    taken(admin, "divisions", DIVISIONS)
    sent(admin, started(admin, "units"))
    sent(admin, started(admin, "offices"))
    assert orgs.unit("990101001").name == "河湾街道办事处"
    assert orgs.unit("990101100").name == "白石镇人民政府"
    assert orgs.unit("990101100200").name == "石磨村村民委员会"
    taken(admin, "grids", GRIDS, "x.geojson")
    taken(admin, "staff", STAFF)
    given_categories_and_catalogue(admin)
    adopted_and_signed_in(admin)
    ledger.beat("worker", at=scene.NOW)
    assert lacking(admin) == {}
    assert "The service can begin" in text(admin.get(START))
    grid = orgs.grids(TODAY).get().pk
    tickets.receive(
        request=Request(what="路灯坏了", where="芦花路口", grid_id=grid),
        contact=None,
        photos=[],
        by=Actor.public("tests"),
        at=MONDAY,
        key="the-first-request",
    )


def test_a_step_is_left_and_taken_up_again(admin: Client):
    prepared = started(admin, "units")["Location"]
    assert "There is no unit" in " ".join(lacking(admin)["Units"])
    assert "Prepared, not sent" in text(admin.get("/staff/registers/changes/"))
    assert admin.post(prepared, {**unseen(admin, prepared), "step": "send"}).status_code == 303
    again = started(admin, "units")["Location"]
    assert "nothing would change" in text(admin.get(again))


def test_the_page_costs_the_same_in_a_small_and_a_large_city(admin: Client):
    def cost() -> int:
        admin.get(START)
        with CaptureQueriesContext(connection) as captured:
            admin.get(START)
        return len(captured)

    taken(admin, "divisions", DIVISIONS)
    sent(admin, started(admin, "units"))
    few = cost()
    more = "".join(f"990101001{n:03},第{n}社区,990101001000\n" for n in range(2, 180))
    taken(admin, "divisions", DIVISIONS + more)
    sent(admin, started(admin, "offices"))
    assert cost() == few


def test_what_nobody_ships_is_not_found_and_what_cannot_be_yet_says_why(admin: Client):
    assert started(admin, "moon").status_code == 404
    typed = {**unseen(admin, "/staff/start/catalogue/")}
    answer = admin.post("/staff/start/catalogue/", typed)
    page = text(admin.get(answer["Location"]))
    assert "There is no category" in page
    assert 'value="send"' not in admin.get(answer["Location"]).content.decode()


def test_a_city_without_its_province_is_not_begun():
    with pytest.raises(CommandError, match="province"):
        call_command("setup", city="990100000000", name="青禾市")
    with pytest.raises(CommandError, match="name"):
        call_command("setup", city="990100000000")
    with pytest.raises(CommandError, match="999"):
        call_command("setup", city="999", name="青禾市", province="青岚省")


def test_setting_up_twice_keeps_what_is_there(
    admin: Client, clock: Callable[[datetime], None], capsys: pytest.CaptureFixture[str]
):
    clock(scene.NOW.replace(minute=30))
    call_command("setup", city="990100000000", name="别名", province="青岚省", admin="first")
    assert orgs.division_names(["990100000000"], TODAY) == {"990100000000": "青禾市"}
    assert len(orgs.units(TODAY)) == 1
    assert "one-time password" in capsys.readouterr().out
