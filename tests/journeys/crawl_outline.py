"""A page as a machine reads it: its outline, its forms, its links, and what is plainly wrong with it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
FIELDS = frozenset({"input", "select", "textarea"})
UNSEEN = frozenset({"script", "style", "title", "svg", "option", "code", "kbd", "pre"})
# three words in a row and more that no Chinese reader is helped by; what stands in `lang` is meant
ENGLISH = re.compile(r"\b(?!lianxin )[A-Za-z]{2,}(?: [a-z]{2,}){2,}")
HOLE = re.compile(r"%\(\w+\)s|\{\{|\}\}|{%")


@dataclass
class Form:
    """One form: where it goes, and what it carries unseen."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)


class Outline(HTMLParser):
    """What stands on a page; `pairs` are what stands in what, by which two pages are told apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang, self.headings, self.title = "", 0, ""
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str]] = []
        self.wrong: list[str] = []
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._pairs: set[str] = set()
        self._stack: list[tuple[str, str, bool]] = []  # tag, name, whether its language is said
        self._form: Form | None = None
        self.feed(html)
        self.pairs = frozenset(self._pairs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in what opens."""
        said = {name: value or "" for name, value in attrs}
        name = f"{tag}.{'.'.join(sorted(said.get('class', '').split()))}"
        above = self._stack[-1][1] if self._stack else ""
        self._pairs.add(f"{above}>{name}[{said.get('type', '')}{said.get('role', '')}]")
        kept = any(one[0] == "template" for one in self._stack)  # for a script; not on the page yet
        if "id" in said and not kept:
            self.ids.append(said["id"])
        if "style" in said or any(one.startswith("on") for one in said):
            self.wrong.append(f"inline style or script on {tag}")
        if tag == "script" and "src" not in said and said.get("type") != "application/json":
            self.wrong.append("a script that stands in the page")
        if tag == "img" and "alt" not in said:
            self.wrong.append("a picture without words")
        if tag == "html":
            self.lang = said.get("lang", "")
        self.headings += tag == "h1" and not kept
        self._of_forms(tag, said)
        if tag not in VOID:
            self._stack.append((tag, name, tag != "html" and bool({"lang", "dir"} & set(said))))

    def _of_forms(self, tag: str, said: dict[str, str]) -> None:
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        elif tag == "form":
            self._form = Form(said.get("action", ""))
            if said.get("method", "").lower() == "post":
                self.forms.append(self._form)
        elif tag == "label" and "for" in said:
            self.labelled.add(said["for"])
        elif tag in FIELDS and said.get("type") == "hidden":
            if self._form is not None:
                self._form.hidden[said.get("name", "")] = said.get("value", "")
        elif tag in FIELDS and said.get("type") not in ("submit", "button"):
            inside = any(one[0] == "label" for one in self._stack)
            self.controls.append(said | ({"inside": "yes"} if inside else {}))

    def handle_endtag(self, tag: str) -> None:
        """Take in what closes."""
        if tag == "form":
            self._form = None
        for place in range(len(self._stack) - 1, -1, -1):
            if self._stack[place][0] == tag:
                del self._stack[place:]
                break

    def handle_data(self, data: str) -> None:
        """Take in words."""
        if self._stack and self._stack[-1][0] == "title":
            self.title += data.strip()
        if not any(tag in UNSEEN or said for tag, _, said in self._stack) and data.strip():
            self.words.append(" ".join(data.split()))

    def faults(self, language: str) -> list[str]:
        """Return what is wrong with the page, whoever reads it."""
        found = list(self.wrong)
        if self.lang != language:
            found.append(f"in {self.lang} instead of {language}")
        if self.headings != 1:
            found.append(f"{self.headings} headings of the first rank")
        if len(self.title) < len("– 连心桥"):
            found.append("no title")
        found += [f"id {one} twice" for one in sorted(set(self.ids)) if self.ids.count(one) > 1]
        named = {"aria-label", "aria-labelledby", "inside"}
        for one in self.controls:
            if not named & set(one) and one.get("id") not in self.labelled:
                found.append(f"no label for {one.get('name')}")
        found += [f"a hole: {one}" for one in self.words if HOLE.search(one)]
        if language == "zh-hans":
            found += [f"not translated: {one}" for one in self.words if ENGLISH.search(one)]
        return found
