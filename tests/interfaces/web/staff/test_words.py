"""Every word of the staff pages is there in Chinese, and nothing else takes its place."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation.template import templatize

from lianxin.casework.tickets.rules import Step, moves
from lianxin.foundation.actor import STAFF
from lianxin.interfaces import web
from lianxin.interfaces.web import labels
from tests.casework.tickets import town
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser

WEB = Path(web.__file__).parent
PLAIN = dict.fromkeys(("_", "now", "gettext", "gettext_lazy"))
PLURAL = {"ngettext": (1, 2)}
IN_CONTEXT = {"pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2)}
Message = tuple[str | None, str]


def marked() -> Iterator[Message]:
    """Yield every text that the staff pages and the labels mark for translation."""
    for path in [*(WEB / "staff").rglob("*.py"), WEB / "labels.py", *WEB.glob("*_words.py")]:
        source = path.read_text(encoding="utf-8")
        yield from _extracted(source, in_context="pgettext_lazy as _" in source)
    for path in (WEB / "templates/staff").rglob("*.html"):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield from _extracted("\n".join(line.strip() for line in source.splitlines()))


def _extracted(source: str, *, in_context: bool = False) -> Iterator[Message]:
    keywords = {**PLAIN, **PLURAL, **IN_CONTEXT}
    if in_context:
        keywords["_"] = IN_CONTEXT["pgettext"]
    for _line, said, _comments, context in extract(
        "python", io.BytesIO(source.encode()), keywords=keywords
    ):
        yield context, said if isinstance(said, str) else said[-1]


def _last(said: str | Sequence[str] | None) -> str:
    return said if isinstance(said, str) else (said or ("",))[-1]


def written(folder: str = "staff/locale", *, plurals: bool = True) -> dict[Message, str]:
    """Return the Chinese of every message, of one with a plural under its plural."""
    with (WEB / folder / "zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        return {
            (message.context, _last(message.id)): _last(message.string)
            for message in read_po(file, locale="zh_Hans")
            if message.id and (plurals or isinstance(message.id, str))
        }


def test_every_word_has_its_chinese_and_no_chinese_is_left_over():
    said, chinese, frame = set(marked()), written(), written("locale")
    assert said - chinese.keys() - frame.keys() == set()
    assert chinese.keys() - said == set()
    assert len(chinese) > 400


def test_no_other_page_takes_a_word_away():
    with translation.override("zh-hans"):
        taken = {
            key: text
            for key, text in written(plurals=False).items()
            if text
            != (translation.pgettext(key[0], key[1]) if key[0] else translation.gettext(key[1]))
        }
    assert taken == {}


def test_every_vocabulary_is_labelled_as_a_whole():
    for kind, words in labels.ALL.items():
        assert set(words) == set(kind)
    assert {move.step for move in moves.TABLE if move.who & STAFF} <= set(labels.STEP)
    assert Step.RECEIVE in labels.STEP


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_speak_the_readers_language(language: str):
    ticket = scene.extending()
    client = browser("supervisor")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    for url in ("/staff/", scene.page(ticket), scene.page(ticket, "refuse_extension")):
        page = client.get(url, headers={"accept-language": language}).content.decode()
        assert f'<html lang="{language}"' in page
        assert ("不同意延期" in page) == (language == "zh-hans")
        assert ("Grant no more time" in page) == (language == "en")
    assert town.category()
