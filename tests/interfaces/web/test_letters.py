"""Big letters and colours: one tap on any page, kept on the device, and back by another."""

import pytest
from django.test import Client

from lianxin.interfaces.web import device

pytestmark = pytest.mark.django_db


def test_one_tap_makes_letters_big_on_every_page_and_another_makes_them_usual():
    client = Client()
    assert "lx-big" not in client.get("/").content.decode()
    assert "big" in client.get("/accounts/login/").content.decode()  # for staff it stands below
    answer = client.post("/letters/", {"size": "big", "next": "/progress/"})
    assert (answer.status_code, answer["Location"]) == (303, "/progress/")
    for url in ("/", "/progress/", "/accounts/login/", "/matters/"):
        assert 'class="govuk-template lx-big"' in client.get(url).content.decode(), url
    assert "12345" in client.get("/").content.decode().split("</header>")[0]
    client.post("/letters/", {"size": "usual", "next": "/"})
    assert "lx-big" not in client.get("/").content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "", "\n"])
def test_nobody_is_led_elsewhere(back):
    assert Client().post("/letters/", {"size": "big", "next": back})["Location"] == "/"


def test_it_is_kept_on_the_device_and_says_nothing_else():
    kept = Client().post("/letters/", {"size": "big", "next": "/"}).cookies[device.LETTERS]
    assert kept.value == device.BIG
    assert kept["httponly"]
    assert kept["samesite"] == "Lax"


@pytest.mark.parametrize("url", ["/letters/", "/colours/"])
def test_an_address_that_is_only_read_changes_nothing(url):
    assert Client().get(url).status_code == 405


def test_colours_follow_the_device_until_somebody_asks_for_others():
    client = Client()
    usual = client.get("/").content.decode()
    assert '<html lang="zh-hans"\n      class="govuk-template">' in usual
    assert 'content="light dark"' in usual
    answer = client.post("/colours/", {"colours": "dark", "next": "/matters/"})
    assert (answer.status_code, answer["Location"]) == (303, "/matters/")
    for url in ("/", "/accounts/login/", "/nothing/"):
        assert 'class="govuk-template lx-dark"' in client.get(url).content.decode(), url
    client.post("/colours/", {"colours": ""})
    assert "lx-dark" not in client.get("/").content.decode()


def test_colours_that_nobody_offers_are_the_usual_ones():
    client = Client()
    client.cookies["colours"] = '"><script>'
    assert 'class="govuk-template"' in client.get("/").content.decode()
