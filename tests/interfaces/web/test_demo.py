"""The demo's first page opens every role with one press, and nothing of it exists anywhere else."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from lianxin.config import environment
from lianxin.foundation.actor import STAFF, Role
from lianxin.interfaces.jobs.demo import city
from lianxin.interfaces.web.demo import pages, people
from lianxin.registers.orgs import actions as orgs
from lianxin.registers.orgs import queries
from tests.once import once

ADDRESSES = (("get", "/demo/"), ("post", "/demo/sign-in/"), ("post", "/demo/follow/"))


@once
def built() -> None:
    for _ in city.build(at=timezone.now()):
        pass


@pytest.fixture
def a_demo(settings: Any, db: None) -> Client:
    settings.LIANXIN_DEMO = True
    built()
    return Client()


def given(client: Client, way: str, url: str) -> int:
    answer = client.get(url) if way == "get" else client.post(url, {"name": "agent1"})
    return answer.status_code


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["LIANXIN_DEMO", "DEBUG", "both"])
@pytest.mark.parametrize(("way", "url"), ADDRESSES)
def test_no_setting_opens_it_where_the_ledger_is_not_a_demos(
    settings: Any, way: str, url: str, said: str
):
    settings.LIANXIN_DEMO = said != "DEBUG"
    settings.DEBUG = said != "LIANXIN_DEMO"
    assert given(Client(), way, url) == 404


def test_a_demo_city_alone_does_not_open_it(a_demo: Client, settings: Any):
    settings.LIANXIN_DEMO = False
    assert {given(a_demo, way, url) for way, url in ADDRESSES} == {404}
    assert "/demo/" not in a_demo.get("/").content.decode()


def test_the_setting_is_refused_at_start_where_no_demo_was_built(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("LIANXIN_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("LIANXIN_DEMO", raising=False)
    assert environment.demo() is False
    monkeypatch.setenv("LIANXIN_DEMO", "yes")
    for debug in ("yes", "no"):
        monkeypatch.setenv("LIANXIN_DEBUG", debug)
        with pytest.raises(environment.Misconfigured, match="LIANXIN_DEMO"):
            environment.demo()
    environment.demo_mark().touch()
    assert environment.demo() is True


def test_every_role_has_a_button_and_words_in_both_languages(a_demo: Client):
    assert set(pages.TRY) == STAFF
    shown = {role for _name, role, _unit in people.accounts(at=timezone.now())}
    assert shown == STAFF
    chinese = a_demo.get("/demo/", headers={"accept-language": "zh-CN"}).content.decode()
    english = a_demo.get("/demo/", headers={"accept-language": "en"}).content.decode()
    for name, _role, _unit in people.accounts(at=timezone.now()):
        assert f'value="{name}"' in chinese
    assert "一分钟" in chinese
    assert "Try it in a minute" in english


def test_one_press_signs_in_as_each_role_and_another_takes_its_place(a_demo: Client):
    for name, role, unit in people.accounts(at=timezone.now()):
        answer = a_demo.post("/demo/sign-in/", {"name": name}, follow=True)
        page = answer.content.decode()
        assert answer.status_code == 200, name
        begins = answer.redirect_chain[0][0]
        if role == Role.GRID_WORKER:  # on the phone's page, which names nobody
            assert begins == "/field/"
            page = a_demo.get("/staff/").content.decode()
        else:
            assert begins.startswith("/staff/"), name
        assert unit in page, (name, role)
        assert "/demo/" in page


def test_nobody_but_the_demos_accounts_is_signed_in(a_demo: Client):
    at = timezone.now()
    other = queries.staff_member("handler-parks")
    known = queries.staff_member("agent2")
    assert other is not None
    assert known is not None
    for staff in (other, known):  # somebody uses the demo's password by themselves
        orgs.set_password(
            staff_id=staff.pk,
            hashed=make_password(people.PASSWORD),
            by=people.BY,
            at=at,
            key=f"test:password:{staff.pk}",
        )
    for name in ("handler-parks", "agent2", "nobody", "", "a\x00b"):
        assert a_demo.post("/demo/sign-in/", {"name": name}).status_code == 404
    assert a_demo.get("/staff/").status_code == 302


def test_an_account_with_another_password_is_not_opened(a_demo: Client):
    agent = queries.staff_member("agent1")
    assert agent is not None
    hashed = make_password("another bridge 2026")
    key = "test:password:another"
    orgs.set_password(staff_id=agent.pk, hashed=hashed, by=people.BY, at=timezone.now(), key=key)
    assert a_demo.post("/demo/sign-in/", {"name": "agent1"}).status_code == 404


def test_a_press_needs_our_own_form(a_demo: Client):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/demo/sign-in/", {"name": "agent1"}).status_code == 403
    assert strict.get("/demo/sign-in/").status_code == 405
    token = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get("/demo/").content.decode()
    )
    assert token
    sent = {"name": "agent1", "csrfmiddlewaretoken": token[1]}
    assert strict.post("/demo/sign-in/", sent).status_code == 302
