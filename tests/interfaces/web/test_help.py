"""The help says the same in both languages, leads somewhere with every link, and is found from everywhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve

from lianxin.foundation.actor import STAFF
from lianxin.interfaces.web.help import book, reading
from lianxin.interfaces.web.help.book import OF_A_ROLE, SHELVES, Shelf
from lianxin.interfaces.web.help.finding import find
from lianxin.interfaces.web.staff import deeds
from tests.casework.tickets import town
from tests.interfaces.web.staff import scene

LANGUAGES = ("zh", "en")
PAGES = [(shelf, leaf.name) for shelf, leaves in SHELVES.items() for leaf in leaves]
SAID = [(shelf, spoken, name) for shelf, name in PAGES for spoken in LANGUAGES]


def tokens(shelf: Shelf, spoken: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the address, or the text, of all that stands in a page."""
    for one in reading.every(reading.MARKDOWN.parse(reading.source(shelf, spoken, name))):
        yield one.type, str(one.attrGet("href") or one.attrGet("src") or one.tag)


@pytest.mark.parametrize("shelf", Shelf)
def test_every_page_is_written_in_both_languages_and_no_file_is_left_over(shelf: Shelf):
    named = {leaf.name for leaf in SHELVES[shelf]}
    for spoken in LANGUAGES:
        assert {path.stem for path in (reading.WRITTEN / shelf / spoken).iterdir()} == named


@pytest.mark.parametrize(("shelf", "name"), PAGES)
def test_both_languages_have_the_same_headings_links_and_pictures(shelf: Shelf, name: str):
    wanted = ("heading_open", "link_open", "image", "list_item_open")
    said = {
        spoken: [one for one in tokens(shelf, spoken, name) if one[0] in wanted]
        for spoken in LANGUAGES
    }
    assert said["zh"] == said["en"]
    assert said["zh"][0] == ("heading_open", "h1")


@pytest.mark.parametrize(("shelf", "spoken", "name"), SAID)
def test_every_link_leads_to_a_page_and_every_picture_is_there(
    shelf: Shelf, spoken: str, name: str
):
    for kind, where in tokens(shelf, spoken, name):
        if kind == "link_open" and where.endswith(".md"):
            assert book.leaf(shelf, where.removesuffix(".md")), where
        elif kind == "link_open":
            assert where.startswith("/"), where
            resolve(where)
        elif kind == "image":
            assert finders.find(f"{reading.PICTURES}/{where}"), where


def test_the_check_of_links_finds_a_planted_one():
    with pytest.raises(Resolver404):
        resolve("/staff/nothing/at/all/")
    assert book.leaf(Shelf.STAFF, "nothing") is None


@pytest.mark.parametrize(("shelf", "spoken", "name"), SAID)
def test_no_page_is_long_and_none_mixes_the_languages(shelf: Shelf, spoken: str, name: str):
    said = reading.source(shelf, spoken, name)
    assert len(said) < 1800
    if spoken == "en":
        assert not re.search("[\u4e00-\u9fff]", said)
    else:
        assert not re.search(r"[a-z]{3,} [a-z]{2,}", said)


def test_no_html_passes_and_no_link_runs_a_script():
    said = "# a\n\n<b onclick='x'>b</b> [l](javascript:alert(1)) <script>x</script>\n\n<div>x</div>"
    html = reading.MARKDOWN.render(said)
    assert set(re.findall(r"<(\w+)", html)) == {"h1", "p"}


def test_every_role_has_a_page_and_something_for_it_first():
    assert set(OF_A_ROLE) == STAFF
    for role, name in OF_A_ROLE.items():
        assert book.leaf(Shelf.STAFF, name)
        assert sum(role in leaf.roles for leaf in SHELVES[Shelf.STAFF]) > 1, role


def test_what_is_explained_exists_and_is_explained_once():
    named = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    explained = [one for leaves in SHELVES.values() for leaf in leaves for one in leaf.explains]
    assert set(explained) - named - set(deeds.TABLE) == set()
    assert len(set(explained)) == len(explained)


@pytest.mark.parametrize(
    ("shelf", "spoken", "said", "name"),
    [
        (Shelf.STAFF, "zh", "退单", "return"),
        (Shelf.STAFF, "zh", "怎么申请退单", "return"),
        (Shelf.STAFF, "zh", "挂账", "hold"),
        (Shelf.STAFF, "en", "whistle", "co-handling"),
        (Shelf.RESIDENT, "zh", "查询码丢了怎么办", "follow"),
        (Shelf.RESIDENT, "zh", "大字", "big-letters"),
        (Shelf.RESIDENT, "en", "who looked", "who-looked"),
    ],
)
def test_a_search_finds_the_page(shelf: Shelf, spoken: str, said: str, name: str):
    listed = [reading.read(shelf, spoken, leaf.name) for leaf in SHELVES[shelf]]
    found, _exact = find(said, listed)
    assert name in [one.name for one in found[:3]]


@pytest.mark.django_db
def test_residents_read_search_and_are_led_to_the_help():
    client = Client(headers={"accept-language": "en"})
    listed = client.get("/help/").content.decode()
    for leaf in SHELVES[Shelf.RESIDENT]:
        assert f"/help/{leaf.name}/" in listed
        assert client.get(f"/help/{leaf.name}/").status_code == 200
    assert client.get("/help/return/").status_code == 404  # that one is for staff
    found = client.get("/help/", {"ask": "object"}).content.decode()
    assert "/help/objections/" in found
    assert client.get("/help/", {"ask": "13800001111"}).status_code == 422
    assert "Nothing on this" in client.get("/help/", {"ask": "zebra"}).content.decode()
    assert client.get("/help/", {"ask": "a\x00b"}).status_code == 422
    assert "/help/report/" in client.get("/report/").content.decode()
    assert "/help/" in client.get("/").content.decode()


@pytest.mark.django_db
def test_staff_see_first_what_their_post_needs_and_are_led_to_it():
    town.built()
    for who, first, later in (
        ("agent", "/staff/handbook/agent/", "/staff/handbook/auditor/"),
        ("admin", "/staff/handbook/first-run/", "/staff/handbook/agent/"),
    ):
        page = scene.browser(who).get("/staff/handbook/").content.decode()
        assert page.index(first) < page.index(later)
    client = scene.browser("agent")
    assert "What your post does" in client.get("/staff/handbook/return/").content.decode()
    assert "/staff/handbook/new-request/" in client.get("/staff/intake/").content.decode()
    for url in ("/staff/", "/staff/absence/"):
        assert "/staff/handbook/" in client.get(url).content.decode()
    assert Client().get("/staff/handbook/").status_code == 302


def test_the_pictures_are_a_part_of_the_wheel():
    setup = (Path(reading.__file__).parents[4] / "pyproject.toml").read_text()
    assert f'"docs/pictures" = "lianxin/interfaces/web/static/{reading.PICTURES}"' in setup
