"""Walking through the site as everybody, page by page, and keeping what a browser is still to look at."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.journeys.crawl_outline import Form, Outline

LANGUAGES = {"zh-hans": "zh-CN", "en": "en"}
FRAME = frozenset({"letters", "colours", "set_language", "account_logout"})  # forms of every page
PAGES = frozenset({200, 400, 403, 404, 409, 422, 503})  # answers that somebody reads
KEPT = frozenset({"content-type", "content-language", "content-security-policy"})
# What differs between two pages that are otherwise the same: of it no outline is made.
OF_ONE_REQUEST = re.compile(rb'(name="(?:csrfmiddlewaretoken|key|next)"\s+value=")[^"]*')


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Who asks for what, in which letters, and in which state that shows the page."""

    who: str
    client: Client
    url: str
    sent: Mapping[str, str] | None = None
    big: bool = False

    def answer(self, language: str = "zh-hans", *, big: bool | None = None) -> Any:
        """Return what comes back; whatever was sent changes nothing, neither here nor in the browser."""
        kept = SimpleCookie({name: one.value for name, one in self.client.cookies.items()})
        self.client.cookies["letters"] = "big" if (self.big if big is None else big) else ""
        asked: dict[str, Any] = {"headers": {"accept-language": LANGUAGES[language]}}
        with transaction.atomic():
            if self.sent is None:
                found = self.client.get(self.url, **asked)
            else:
                found = self.client.post(self.url, dict(self.sent), **asked)
            transaction.set_rollback(True)
        self.client.cookies = kept
        return found

    def __str__(self) -> str:
        letters = ", big" if self.big else ""
        return f"{self.who} {'POST' if self.sent is not None else 'GET'} {self.url}{letters}"


@cache
def name_of(url: str) -> str:
    """Return the name of the page at an address, with the step or register that is part of it."""
    try:
        found = resolve(urlsplit(url).path)
    except Resolver404:
        return ""
    part = found.kwargs.get("name", "")
    return f"{found.url_name}/{part}" if part else str(found.url_name)


def is_page(answer: Any) -> bool:
    """Tell whether somebody is to read an answer."""
    return answer.status_code in PAGES and answer.get("Content-Type", "").startswith("text/html")


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as it was given in one language and size of letters."""

    url: str
    told: str
    status: int
    headers: dict[str, str]
    body: bytes
    big: bool


Pages = tuple[Page, Page]  # in one size of letters and in the other, each in a language
Seen = dict[tuple[str, frozenset[str]], Pages]  # by page and outline


@dataclass
class Walk:
    """What was reached, what was wrong, and which pages a browser may be shown."""

    inside: Callable[[str], bool] = lambda _url: False  # which links are followed
    documents: Collection[str] = ()  # pages with an outline and a language of their own
    reached: dict[tuple[str, str], int] = field(default_factory=dict)  # page, who: the best answer
    faults: dict[str, list[str]] = field(default_factory=dict)
    seen: Seen = field(default_factory=dict)
    latest: int = 0  # the status of the last answer
    _read: dict[bytes, Outline] = field(default_factory=dict)
    _parts: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _asked: set[tuple[str, str]] = field(default_factory=set)  # address, who
    _led: set[tuple[str, str]] = field(default_factory=set)  # page, who: visited or about to be
    _sent: set[tuple[str, str]] = field(default_factory=set)  # page, where its form goes
    _times: Counter[str] = field(default_factory=Counter)

    def told(self) -> list[str]:
        """Return all that was wrong, each fault once with the first who met it."""
        first: dict[str, str] = {}
        for visit, found in self.faults.items():
            for one in found:
                first.setdefault(f"{name_of(visit.split()[2].rstrip(','))}: {one}", visit)
        return [f"{visit}: {one}" for one, visit in first.items()]

    def from_(self, first: Visit) -> None:
        """Visit a page, send its forms as nobody has filled them in, and follow its links."""
        waiting = [first]
        while waiting:
            one = waiting.pop()
            if (one.url, one.who) in self._asked:
                continue
            self._asked.add((one.url, one.who))
            outline = self.visit(one)
            if outline is None or self.reached.get((name_of(one.url), one.who)) != 200:
                continue
            for form in outline.forms:
                self._send(one, form)
            for link in outline.links:
                url = urlsplit(link)
                name = name_of(url.path)
                new = name and (name, one.who) not in self._led
                if new and link.startswith("/") and self.inside(url.path):
                    self._led.add((name, one.who))
                    waiting.append(replace(one, url=url.path))

    def _send(self, on: Visit, form: Form) -> None:
        """Send a form with nothing filled in, once for each page; the frame's own forms go elsewhere."""
        url = urlsplit(form.action).path or on.url
        key = (name_of(on.url), name_of(url))
        if key not in self._sent and key[1] not in FRAME and self.inside(url):
            self._sent.add(key)
            self.visit(replace(on, url=url, sent=form.hidden))

    def visit(self, one: Visit) -> Outline | None:
        """Ask for a page and hold its outline to the rules, in usual and in big letters by turns."""
        name = name_of(one.url)
        self._led.add((name, one.who))
        self._times[name] += 1
        one = replace(one, big=self._times[name] % 2 == 0)
        answer = one.answer()
        self.latest = status = answer.status_code
        if one.sent is None:
            self.reached[name, one.who] = min(status, self.reached.get((name, one.who), status))
        if status in (400, 500):
            self.faults[str(one)] = [f"answered {status}"]
        if not is_page(answer) or name.partition("/")[0] in self.documents:
            return None
        outline = self._outline(one, answer.content)
        if found := outline.faults("zh-hans"):
            self.faults[str(one)] = found
        if not outline.pairs <= self._parts[name]:
            self._parts[name] |= outline.pairs
            self._seen_first(one, outline, answer)
        return outline

    def _outline(self, one: Visit, body: bytes) -> Outline:
        key = OF_ONE_REQUEST.sub(rb"\1", body).replace(one.url.encode(), b"")
        if key not in self._read:
            self._read[key] = Outline(body.decode())
        return self._read[key]

    def _seen_first(self, one: Visit, chinese: Outline, answer: Any) -> None:
        """Hold a page to the same outline and rules in the other language and letters, and keep both."""
        other = one.answer("en", big=not one.big)
        outline = Outline(other.content.decode())
        same = chinese
        if (
            outline.pairs != chinese.pairs
        ):  # big letters may change a page, another language may not
            same = Outline(one.answer(big=not one.big).content.decode())
        found = outline.faults("en")
        if outline.pairs != same.pairs:
            found.append(f"another outline: {sorted(outline.pairs ^ same.pairs)[:3]}")
        if found:
            self.faults[f"{one} in English"] = found
        pages = (
            page(one, answer, "zh-hans", big=one.big),
            page(one, other, "en", big=not one.big),
        )
        self.seen[name_of(one.url), chinese.pairs | outline.pairs] = pages


def page(visit: Visit, answer: Any, language: str, *, big: bool) -> Page:
    """Return a page as a browser is given it."""
    return Page(
        url=urlsplit(visit.url).path,
        told=f"{visit} looked at in {language}{', big' if big else ''}",
        status=answer.status_code,
        headers={name: value for name, value in answer.items() if name.lower() in KEPT},
        body=answer.content,
        big=big,
    )


def fewest(seen: Seen) -> Iterator[tuple[Pages, bool]]:
    """Yield pages that together show everything: closely what is new on a page, and every other page once.

    What is new is what stands in what; the page with most of it comes first.
    """
    left = dict(seen)
    known: set[str] = set()
    while left:
        best = max(left, key=lambda one: len(one[1] - known))
        if best[1] <= known:
            break
        known |= best[1]
        yield left.pop(best), True
    shown = {name.partition("/")[0] for name, _ in seen.keys() - left.keys()}
    for (name, _), pages in left.items():
        page = name.partition("/")[0]
        if page not in shown:
            shown.add(page)
            yield pages, False
