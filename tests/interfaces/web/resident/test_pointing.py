"""Pointing at a place: the grid is found and kept, the point is not; photos come one by one."""

import json
from typing import Any

import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lianxin.interfaces.web import headers
from lianxin.interfaces.web.resident import draft, pointing
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules.datums import Point, to_gcj02, to_wgs84
from tests.interfaces.web.resident import town

pytestmark = pytest.mark.django_db
GRID = "990101001001001"
HERE = "/report/here/"


def text(response: Any) -> str:
    return str(response.content.decode())


def inside() -> Point:
    """Return a point in the first grid."""
    polygon = orgs.grids(timezone.localdate()).get(code=GRID).polygon
    point = shapely.from_geojson(json.dumps(polygon)).representative_point()
    return Point(point.x, point.y)


def kept(client: Client) -> str:
    """Return all that the draft holds, as text."""

    class Request:
        session = client.session

    return json.dumps(draft.load(Request()), ensure_ascii=False)  # type: ignore[arg-type]


@pytest.mark.parametrize("datum", ["wgs84", "gcj02"])
def test_a_point_finds_its_grid_in_either_datum_and_only_the_grid_is_kept(
    client: Client, datum: str
):
    point = inside() if datum == "wgs84" else to_gcj02(inside())
    said = {"longitude": point.longitude, "latitude": point.latitude, "datum": datum}
    answer = client.post(HERE, said)
    assert (answer.status_code, answer.json()["code"]) == (200, GRID)
    assert GRID in kept(client)
    assert str(point.longitude)[:6] not in kept(client)
    client.post("/report/", {"what": town.TOLD, "kind": "help"})
    onward = client.post("/report/where/", {"where": "", "place_kept": ""})
    assert onward["Location"] == "/report/place/"
    page = text(client.get("/report/place/"))
    assert f'value="{GRID}"' in page
    assert "checked" in page.split(f'value="{GRID}"')[1][:300]
    assert "Found: " in text(client.get("/report/where/"))


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"longitude": "0", "latitude": "0"}, 404),
        ({"longitude": "x", "latitude": "0"}, 422),
        ({"longitude": "nan", "latitude": "0"}, 422),
        ({"longitude": "181", "latitude": "0"}, 422),
        ({"datum": "moon"}, 422),
        ({"grid": "1"}, 422),
        ({"grid": "000000000000001"}, 404),
        ({}, 404),
    ],
)
def test_what_is_no_place_is_said_and_nothing_is_kept(
    client: Client, said: dict[str, str], status: int
):
    answer = client.post(HERE, said)
    assert answer.status_code == status
    assert answer.json()["said"]
    assert pointing.POINTED not in kept(client)


def test_only_the_page_that_asks_for_the_place_may_ask_the_phone(client: Client):
    assert "geolocation=(self)" in client.get("/report/where/")["Permissions-Policy"]
    assert "geolocation=()" in client.get("/report/")["Permissions-Policy"]


def test_the_tiles_host_and_no_other_enters_the_policy_of_that_page(client: Client, settings: Any):
    settings.LIANXIN_TILES = "https://tiles.example:8443/{z}/{x}/{y}.png"
    said = client.get("/report/where/")["Content-Security-Policy"]
    assert "connect-src 'self' https://tiles.example:8443;" in said
    assert "tiles.example" not in client.get("/report/")["Content-Security-Policy"]
    settings.LIANXIN_TILES = ""
    assert client.get("/report/where/")["Content-Security-Policy"] == headers.CONTENT


def test_the_outlines_are_those_of_towns_then_of_a_town_s_grids(client: Client):
    towns = client.get("/report/outlines/").json()["features"]
    assert {one["properties"]["code"] for one in towns} >= {"990101001"}
    grids = client.get("/report/outlines/", {"town": "990101001"}).json()["features"]
    assert GRID in {one["properties"]["code"] for one in grids}


def test_the_outlines_are_shifted_where_the_base_map_is(client: Client, settings: Any):
    plain = client.get("/report/outlines/", {"town": "990101001"}).json()["features"][0]
    settings.LIANXIN_TILES_DATUM = "gcj02"
    shifted = client.get("/report/outlines/", {"town": "990101001"}).json()["features"][0]
    first, other = plain["geometry"]["coordinates"][0][0], shifted["geometry"]["coordinates"][0][0]
    assert first != other
    assert to_wgs84(Point(*other)) == pytest.approx(first, abs=1e-5)


def test_a_photo_comes_by_itself_and_is_there_on_the_page(client: Client):
    answer = client.post("/report/photo/", {"photos": town.photo()})
    assert answer.status_code == 200
    assert "Photo 1" in text(answer)
    assert "Photo 1" in text(client.get("/report/"))


def test_what_is_no_photo_is_said_and_the_others_stay(client: Client):
    client.post("/report/photo/", {"photos": town.photo()})
    wrong = SimpleUploadedFile("x.jpg", b"no picture at all", content_type="image/jpeg")
    answer = client.post("/report/photo/", {"photos": wrong})
    assert answer.status_code == 422
    assert "x.jpg" in text(answer)
    assert "Photo 1" in text(answer)
