"""Every page of the site as everybody: empty and filled, wrong, refused and gone, in a real browser.

What is to be reached is read from the addresses; what is not reached, or has no example, fails.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from tests.interfaces.web.staff.test_permissions import HOLE, TABLE, address_of
from tests.journeys import crawl_city, crawl_done
from tests.journeys.crawl_city import RESIDENTS, City
from tests.journeys.crawl_examples import UNREAD, addresses, patterns
from tests.journeys.crawl_eyes import CLOSELY, closely, looked_at, sights
from tests.journeys.crawl_outline import Outline
from tests.journeys.crawling import Pages, Visit, Walk, fewest, name_of
from tests.journeys.looking import CHROMIUM

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on PostgreSQL"),
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="THE BROWSER IS MISSING: no chromium"
    ),
]
FOR_STAFF = ("/staff/", "/field/", "/help/", "/demo/", "/accounts/")
ENOUGH = 2  # times that a role is refused by itself; by which ticket it is, the table of permissions tells
DOCUMENTS = frozenset({"report-file", "staff-publication-file"})


@pytest.fixture(autouse=True)
def a_data_folder_of_its_own() -> None:
    """Leave keys and files where the city that all tests here share has put them."""


@pytest.fixture(scope="module")
def town(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[City]:
    """Build the demo city once for all tests of this module."""
    folder = tmp_path_factory.mktemp("crawl")
    with (
        django_db_blocker.unblock(),
        crawl_city.built(folder, look_while_empty, crawl_done.done) as here,
    ):
        yield here


def side_of(url: str) -> str:
    """Return whom an address is for: staff, or residents and everybody."""
    return "staff" if url.startswith(FOR_STAFF) else "everybody"


def look_while_empty(here: City) -> None:
    """Keep every page that has nothing to show yet, as the first sees it who may."""
    walk = Walk()
    for name, _, pattern in patterns():
        if pattern.pattern.converters or name in UNREAD:
            continue
        for who, client in here.people.items():
            visit = Visit(who=who, client=client, url=reverse(name))
            walk.visit(visit)
            if walk.latest == 200:
                break
    here.empty = walk.seen
    assert walk.told() == []


def walked(here: City, side: str) -> Walk:
    """Visit every address on one side as everybody, in every state unless it is shut whatever the state is."""
    walk = Walk(inside=lambda url: side_of(url) == side, documents=DOCUMENTS)
    insiders = set(here.people) - set(RESIDENTS) if side == "staff" else {"requester", "helper"}
    for name, route, pattern in patterns():
        if side_of(f"/{route}") == side:
            shut = Counter[str]()
            for url in addresses(here, name, pattern):
                for who, client in here.people.items():
                    if shut[who] < ENOUGH:
                        walk.from_(Visit(who=who, client=client, url=url))
                        refused = walk.reached[name_of(url), who] == 403
                        shut[who] += ENOUGH if who not in insiders else refused
    return walk


def against_the_table(walk: Walk, here: City) -> list[str]:
    """Return what the table of permissions opens and nobody reached, or shuts and somebody did."""
    said: dict[tuple[str, str], set[str]] = {}
    for row in TABLE:
        if not HOLE.search(row["page"]):
            for who in here.people.keys() & row.keys():
                page = name_of(address_of(row, None))
                said.setdefault((page, who), set()).add(row[who].split()[0])
    return sorted(
        f"{page} for {who}: {walk.reached.get((page, who))} instead of {statuses}"
        for (page, who), statuses in said.items()
        if ("200" in statuses) is not (walk.reached.get((page, who)) == 200)
        and statuses & {"200", "403"}
    )


@pytest.mark.parametrize("side", ["everybody", "staff"])
def test_every_page_is_reached_as_everybody_and_is_sound(town: City, side: str):
    walk = walked(town, side)
    assert walk.told() == []
    read = {name.partition("/")[0] for (name, _), status in walk.reached.items() if status == 200}
    asked = {name for name, route, _ in patterns() if side_of(f"/{route}") == side}
    assert sorted(asked - read - set(UNREAD)) == []
    if side == "staff":
        assert against_the_table(walk, town) == []
    known = {pair for _, pairs in walk.seen for pair in pairs}
    empty = [
        pages
        for (_, pairs), pages in town.empty.items()
        if side_of(pages[0].url) == side and not pairs <= known
    ]
    pages = [*sights(fewest(walk.seen)), *[one for pages in empty for one in closely(pages)]]
    assert looked_at(pages) == []


def seen_at(url: str) -> Pages:
    """Return a page as somebody sees it who is not signed in."""
    walk = Walk()
    walk.visit(Visit(who="nobody", client=Client(), url=url))
    (pages,) = walk.seen.values()
    return pages


def test_our_components_are_sound_by_day_and_by_night():
    with override_settings(DEBUG=True):
        assert looked_at(closely(seen_at("/design/"))) == []


def test_a_fault_on_a_page_is_found():
    first, _ = seen_at("/")
    planted = (
        '<img src="/static/lianxin/icon.svg"><p style="color: red">Not in any language</p></main>'
    )
    spoilt = replace(first, body=first.body.replace(b"</main>", planted.encode()))
    assert any("image-alt" in one for one in looked_at([(spoilt, CLOSELY[False])]))
    assert Outline(spoilt.body.decode()).faults("zh-hans") == [
        "a picture without words",
        "inline style or script on p",
        "not translated: Not in any language",
    ]
