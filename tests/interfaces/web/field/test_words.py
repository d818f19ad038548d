"""Every word of these pages is there in Chinese, and no Chinese is left over."""

from django.utils.translation.template import templatize

from tests.interfaces.web.staff.test_words import WEB, Message, _extracted, written


def marked() -> set[Message]:
    found: set[Message] = set()
    for path in (WEB / "field").rglob("*.py"):
        found |= set(_extracted(path.read_text(encoding="utf-8")))
    for path in (WEB / "templates/field").rglob("*.html"):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        found |= set(_extracted("\n".join(line.strip() for line in source.splitlines())))
    return found


def test_every_word_has_its_chinese_and_no_chinese_is_left_over():
    said, chinese = marked(), written("field/locale")
    elsewhere = written().keys() | written("locale").keys()
    assert said - chinese.keys() - elsewhere == set()
    assert chinese.keys() - said == set()
