"""What an article says: its limits, and how a row of a file says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lianxin.foundation.text import says_anything
from lianxin.registers.duties.rules import table
from lianxin.registers.knowledge.rules.blanks import check_blanks
from lianxin.registers.knowledge.rules.refusals import ArticleSaysNothing
from lianxin.registers.orgs.rules import day
from lianxin.registers.orgs.rules.refusals import NameMissing, NotADay, TooLong

MARKS = re.compile(r"[;；,，、\s]+")
LIMITS: Mapping[str, int] = {
    "title": 100,
    "public": 5000,
    "internal": 5000,
    "template": 5000,
    "keywords": 300,
    "legal_basis": 300,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a version of an article says, whose it is, and by when somebody looks at it again."""

    title: str
    public: str
    internal: str
    keywords: tuple[str, ...]
    legal_basis: str
    owner_id: int  # a unit
    category_id: int | None
    review_by: date
    template: str = ""  # of a reply, with named blanks; for staff

    @property
    def words(self) -> dict[str, str]:
        """Return what somebody wrote, by name."""
        return {
            "title": self.title,
            "public": self.public,
            "internal": self.internal,
            "template": self.template,
            "keywords": ";".join(self.keywords),
            "legal_basis": self.legal_basis,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An article that an answer rests on, in one of its versions."""

    article_id: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article as a row gives it; an empty first day is the day of the import."""

    line: int
    code: str
    title: str
    public: str
    internal: str
    keywords: tuple[str, ...]
    legal_basis: str
    owner_code: str
    category_code: str
    review_by: date
    valid_from: date | None


def keywords(said: str) -> tuple[str, ...]:
    """Return the words that somebody listed, each once."""
    return tuple(dict.fromkeys(filter(None, MARKS.split(said))))


def check(wording: Wording) -> None:
    """Refuse an article without a title, and one that is too long."""
    if not says_anything(wording.title):
        raise NameMissing
    check_blanks(wording.template)
    for name, words in wording.words.items():
        if len(words) > LIMITS[name]:
            raise TooLong(column=name, limit=LIMITS[name])


def complete(*parts: str) -> None:
    """Refuse an article that says nothing to anybody."""
    if not says_anything("".join(parts)):
        raise ArticleSaysNothing


def read(line: int, row: table.Row) -> ArticleRow:
    """Read an article, or refuse."""
    review_by = day(row.get("review_by", ""))
    if review_by is None:
        raise NotADay(text="")
    public, internal = (
        table.words(row, name, limit=LIMITS[name]) for name in ("public", "internal")
    )
    complete(public, internal)
    return ArticleRow(
        line=line,
        code=table.code(row, "code", limit=64),
        title=table.name(row, "title", limit=LIMITS["title"]),
        public=public,
        internal=internal,
        keywords=table.parts(row, "keywords", limit=LIMITS["keywords"]),
        legal_basis=table.words(row, "legal_basis", limit=LIMITS["legal_basis"]),
        owner_code=row.get("owner_code", ""),
        category_code=row.get("category_code", ""),
        review_by=review_by,
        valid_from=day(row.get("valid_from", "")),
    )
