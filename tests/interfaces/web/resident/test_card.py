"""The receipt as a picture to keep: for whoever has opened the request, and for nobody else."""

import io

import pytest
from django.test import Client
from PIL import Image

from lianxin.followers.insight.rules.refusals import ChineseFontMissing
from lianxin.interfaces.web.publication import paper
from tests.interfaces.web.resident import town

pytestmark = pytest.mark.django_db


def address(client: Client) -> str:
    town.report(client)
    return f"/progress/{town.latest().number}/receipt.png"


def has_font() -> bool:
    try:
        paper.has_font()
    except ChineseFontMissing:
        return False
    return True


@pytest.mark.skipif(not has_font(), reason="THE FONT IS MISSING: a font that holds Chinese")
def test_the_card_is_a_picture_that_a_phone_can_show(client: Client):
    answer = client.get(address(client))
    assert answer["Content-Type"] == "image/png"
    assert "attachment" in answer["Content-Disposition"]
    picture = Image.open(io.BytesIO(answer.content))
    assert 600 < picture.width < 1200
    assert picture.height > 400


def test_the_card_is_for_whoever_opened_the_request(client: Client, stranger: Client):
    assert stranger.get(address(client)).status_code == 403


def test_without_a_font_for_chinese_the_card_says_so(client: Client, settings: object):
    where = address(client)
    settings.LIANXIN_FONT = "No Such Font"  # type: ignore[attr-defined]
    answer = client.get(where)
    assert answer.status_code == 503
    assert "No Such Font" in answer.content.decode()
