"""From a Markdown file to a page: no HTML passes, links lead into the product, pictures are our own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

from lianxin.foundation.search import rules as search
from lianxin.interfaces.web.help.book import Shelf

WRITTEN = Path(__file__).with_name("written")
PICTURES = "lianxin/pictures"  # among the static files
ADDRESS: Mapping[Shelf, str] = {Shelf.RESIDENT: "help-page", Shelf.STAFF: "staff-handbook-page"}
CLASSES: Mapping[str, str] = {
    "h1": "govuk-heading-l",
    "h2": "govuk-heading-m",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "img": "lx-help__picture",
}
MARKDOWN = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True, kw_only=True)
class Read:
    """A page as it is shown and searched."""

    name: str
    title: str
    html: SafeString
    heading: str  # as a search spells it
    text: str


def language() -> str:
    """Return the folder of the reader's language."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


def source(shelf: Shelf, spoken: str, name: str) -> str:
    """Return the Markdown of a page."""
    return (WRITTEN / shelf / spoken / f"{name}.md").read_text(encoding="utf-8")


@cache
def read(shelf: Shelf, spoken: str, name: str) -> Read:
    """Return a page in a language; the files of a running server do not change."""
    said = source(shelf, spoken, name)
    tokens = MARKDOWN.parse(said)
    for token in every(tokens):
        _dress(shelf, token)
    title = tokens[1].content  # a page begins with its heading
    html = mark_safe(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))  # noqa: S308  html is off
    heading = search.spelt(title)
    return Read(name=name, title=title, html=html, heading=heading, text=search.spelt(said))


def every(tokens: list[Token]) -> list[Token]:
    """Return all tokens of a text, those within a line as well."""
    return [one for token in tokens for one in (token, *(token.children or ()))]


def _dress(shelf: Shelf, token: Token) -> None:
    if dress := CLASSES.get(token.tag) if token.nesting >= 0 else None:
        token.attrSet("class", dress)
    if token.type == "link_open":
        token.attrSet("href", address(shelf, str(token.attrGet("href"))))
    if token.type == "image":
        _frame(token, str(token.attrGet("src")))


def address(shelf: Shelf, link: str) -> str:
    """Return where a link leads: another page of the shelf, or an address of the product."""
    return (
        reverse(ADDRESS[shelf], args=[link.removesuffix(".md")]) if link.endswith(".md") else link
    )


def _frame(token: Token, name: str) -> None:
    """Let a picture keep its place while it is fetched, and be fetched when it is near."""
    token.attrSet("src", static(f"{PICTURES}/{name}"))
    token.attrSet("loading", "lazy")
    path = finders.find(f"{PICTURES}/{name}")
    assert isinstance(path, str)  # noqa: S101  a test holds every picture that is named to its file
    with Image.open(path) as picture:
        token.attrSet("width", str(picture.width))
        token.attrSet("height", str(picture.height))
