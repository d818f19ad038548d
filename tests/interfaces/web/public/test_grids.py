"""Who looks after which grid, for everybody to see."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.interfaces.web.resident import town
from tests.interfaces.web.staff.scene import text

pytestmark = pytest.mark.django_db
TOWN = "990101001000"


@pytest.fixture(autouse=True)
def a_city():
    town.built()


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def test_everybody_reads_who_looks_after_a_grid_and_whom_to_call_about_it(client: Client):
    said = text(client.get(f"/grids/?town={TOWN}"))
    for expected in ("幸福社区 第1网格", "钱晓萍", "19900001001", "0999-5101001"):
        assert expected in said, expected
    assert 'href="/grids/"' in client.get("/").content.decode()


def test_a_whole_city_is_not_listed_and_no_other_town(client: Client):
    assert "钱晓萍" not in text(client.get("/grids/"))
    for odd in ("", "99", "9" * 40, "٣", "x"):
        answer = client.get("/grids/", {"town": odd})
        assert answer.status_code == 422
        assert "钱晓萍" not in text(answer)


def test_the_page_costs_few_queries_for_many_grids(client: Client):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/grids/?town={TOWN}").status_code == 200
        return len(captured)

    assert cost() <= 12
