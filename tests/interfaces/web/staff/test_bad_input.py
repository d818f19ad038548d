"""What people and programs send that nobody asked for: strange words, torn forms."""

import pytest
from django.utils.html import escape

from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, page, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "words",
    ["😀" * 400, "مرحبا بالعالم", "<script>alert(1)</script>", '=HYPERLINK("x")', "字" * 10_000],
)
def test_whatever_people_write_is_kept_and_shown_as_they_wrote_it(words: str):
    ticket, client = scene.handling(), browser("handler")
    assert send(client, page(ticket, "reply"), words=words).status_code == 303
    shown = client.get(page(ticket)).content.decode()
    assert "<script>alert" not in shown
    assert escape(words[:10]) in shown


@pytest.mark.parametrize("words", ["字" * 10_001, "a\x00b"])
def test_a_text_that_no_page_should_hold_is_refused(words: str):
    ticket = scene.handling()
    answer = send(browser("handler"), page(ticket, "reply"), words=words)
    assert answer.status_code == 422
    assert scene.now(ticket).seq == ticket.seq


def test_a_form_that_has_seen_nothing_decides_nothing():
    ticket, client = scene.dispatched(), browser("handler")
    url = page(ticket, "sign")
    typed = scene.unseen(client, url)
    for missing in ("seen", "key"):
        rest = {name: value for name, value in typed.items() if name != missing}
        assert client.post(url, rest).status_code == 422
    for strange in ({"seen": "-1"}, {"seen": "x"}, {"key": "../../x"}, {"key": "A" * 32}):
        assert client.post(url, {**typed, **strange}).status_code == 422
    assert scene.now(ticket).state == "dispatched"
