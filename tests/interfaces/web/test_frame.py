"""What every page has: its headers, the two languages, the ways in, and an answer to what is not there."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.translation import gettext, override

from lianxin.interfaces import web

pytestmark = pytest.mark.django_db
FOLDER = Path(web.__file__).parent
OURS = ("resident", "public", "demo", "help", "partials")
PAGES = [
    "/",
    "/report/",
    "/report/where/",
    "/report/contact/",
    "/progress/",
    "/ledger/",
    "/ledger/check/",
    "/help/",
    "/help/report/",
]


@pytest.mark.parametrize("path", [*PAGES, "/ledger/keys.json", "/nothing/"])
def test_every_answer_forbids_what_is_not_ours(client: Client, path: str):
    answer = client.get(path)
    assert answer["Content-Security-Policy"].startswith("default-src 'self'; ")
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    asked = "self" if path == "/report/where/" else ""  # "I am there now", on a click
    assert f"geolocation=({asked})" in answer["Permissions-Policy"]
    spoken = "self" if path == "/report/" else ""
    assert f"microphone=({spoken})" in answer["Permissions-Policy"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_a_script_or_a_style_of_its_own(client: Client, path: str):
    page = client.get(path).content.decode()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|javascript:", page)


@pytest.mark.parametrize("path", PAGES)
def test_both_languages_are_whole(client: Client, path: str):
    chinese = client.get(path, headers={"accept-language": "zh-CN"}).content.decode()
    english = client.get(path, headers={"accept-language": "en"}).content.decode()
    assert '<html lang="zh-hans"' in chinese
    assert '<html lang="en"' in english
    words = re.sub(r"<[^>]*>", " ", english.split("<main")[1].split("</main>")[0])
    # what stands in both on purpose: names of a town, of files, the other language's name
    assert not re.search("[\u4e00-\u9fff]", words)


def chinese_marks(source: str) -> list[str]:
    """Return the texts of a module, but for what it says of itself, that hold a Chinese mark."""
    tree = ast.parse(source)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    found = [str(text.value) for text in texts if id(text) not in said]
    return [text for text in found if re.search(r"[，。：；、（）「」！？]", text)]


def test_the_check_of_marks_finds_a_planted_one():
    assert chinese_marks("x = f'{name}（{more}）'") == ["（", "）"]


def test_no_page_in_english_is_given_chinese_marks():
    found = {str(path): chinese_marks(path.read_text()) for path in FOLDER.rglob("*.py")}
    assert {path: marks for path, marks in found.items() if marks} == {}


def test_the_language_can_be_switched_and_stays(client: Client):
    client.post("/i18n/setlang/", {"language": "en", "next": "/report/"})
    assert '<html lang="en"' in client.get("/").content.decode()


def test_the_hotline_can_be_called_from_every_page(client: Client, settings):
    settings.LIANXIN_HOTLINE = "0999-12345"
    for path in [*PAGES, "/nothing/"]:
        assert 'href="tel:0999-12345"' in client.get(path).content.decode()


def english_words() -> set[str]:
    """Return every text that our pages and their code mark for translation."""
    found: set[str] = set()
    for path in FOLDER.rglob("templates/**/*.html"):
        if path.parent.name in (*OURS, "report"):
            source = path.read_text(encoding="utf-8")
            told = re.findall(r"""{% translate (?:"([^"]+)"|'([^']+)')""", source)
            # Django looks for it with each % doubled
            found |= {(double or single).replace("%", "%%") for double, single in told}
            for said in re.findall(
                r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", source, re.DOTALL
            ):
                one = said.partition("{% plural %}")[0]  # the id of a word that has a plural
                found.add(re.sub(r"{{ (\w+) }}", r"%(\1)s", " ".join(one.split())))
    code = [path for area in OURS for path in FOLDER.glob(f"{area}/*.py")]
    for path in [*code, FOLDER / "context.py", FOLDER / "receipts.py"]:
        source = re.sub(r'"\s*\n\s*"', "", path.read_text(encoding="utf-8"))
        found |= set(re.findall(r'\b_\(\s*"([^"]+)",?\s*\)', source))
        found |= set(re.findall(r'\bngettext\("([^"]+)"', source))
    return found


def test_every_word_of_these_pages_is_in_chinese():
    known = set()
    for path in FOLDER.rglob("zh_Hans/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh_Hans"):
                if message.string and all(message.string):
                    known.add(message.id if isinstance(message.id, str) else message.id[0])
    words = english_words()
    assert len(words) > 200
    assert sorted(words - known) == []


def test_the_second_step_of_signing_in_has_one_name():
    with override("zh-hans"):
        assert gettext("Two-Factor Authentication") == gettext("Two-step sign-in") == "两步验证"
