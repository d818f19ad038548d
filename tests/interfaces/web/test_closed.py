"""Pages that stand alone: closed for maintenance, without a connection, after a fault; and the developers' page."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lianxin.interfaces.web import closed

LANGUAGES = {"zh-CN": "系统正在维护", "en": "We are working on these pages"}


@pytest.fixture
def marked(settings: Any, tmp_path: Path) -> None:
    """Put the mark into the data folder."""
    settings.DATA_DIR = tmp_path
    settings.LIANXIN_HOTLINE = "0999-12345"
    (tmp_path / closed.MARK).touch()


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("language", LANGUAGES)
def test_during_maintenance_every_page_says_so_without_the_database(language: str):
    for url in ("/", "/staff/", "/nothing/"):
        answer = Client().get(url, headers={"accept-language": language})
        assert (answer.status_code, answer["Retry-After"]) == (503, "300")
        assert LANGUAGES[language] in answer.content.decode()
        assert 'href="tel:0999-12345"' in answer.content.decode()
        assert answer["Content-Security-Policy"].startswith("default-src 'self'; ")


def test_what_is_kept_for_a_device_without_a_connection_is_about_nobody():
    answer = Client().get("/offline/", headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert "Nothing has been sent." in answer.content.decode()
    assert not answer.cookies


@pytest.mark.django_db
def test_components_are_shown_to_developers_only(settings: Any):
    assert Client().get("/design/").status_code == 404
    settings.DEBUG = True
    shown = Client().get("/design/", headers={"accept-language": "en"}).content.decode()
    assert shown.count('class="lx-design__theme lx-dark"') > 10
    assert "&lt;button type=&quot;button&quot;" in shown
