"""What is said of matters: to staff, and to everybody once a second person has read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from lianxin.casework.matters import rules
from lianxin.casework.matters.models import Matter
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.chapters import Chapter, chapter
from lianxin.foundation.ledger.models import Entry

FOR_ALL = ("title", "place", "notice", "plan", "reason")  # what everybody reads as it was written


def texts(matters: Iterable[Matter]) -> dict[int, dict[str, str]]:
    """Return what is said of some matters now, by name: title, place, plan, draft, reply, reason."""
    found: dict[int, dict[str, str]] = {matter.pk: {} for matter in matters}
    for entry in _saying(found):
        said = ledger.words(entry)
        found[entry.about_id].update((name, text or "") for name, text in said.items())
    return found


def _saying(ids: Iterable[int]) -> QuerySet[Entry]:
    """Return the entries about some matters without those that name thousands of tickets."""
    return ledger.of(ledger.name_of(Matter), ids).exclude(verb__in=rules.NAMING)


def story(matter: Matter) -> list[Chapter]:
    """Return every deed on a matter, oldest first."""
    return [chapter(entry, ledger.words(entry)) for entry in ledger.about(matter)]


def for_all(told: Mapping[str, str]) -> dict[str, str]:
    """Return those of a matter's words that everybody reads once it is published."""
    return {name: told[name] for name in FOR_ALL if told.get(name)}


def wrote(matter: Matter) -> set[int | None]:
    """Return who wrote what would be published, from the newest words for the public on."""
    hands: set[int | None] = set()
    for verb, staff_id in ledger.about(matter).values_list("verb", "staff_id"):
        if verb == rules.ANNOUNCED:
            hands = {staff_id}
        elif verb in rules.SAYING:
            hands.add(staff_id)
    return hands


@dataclass(frozen=True, kw_only=True)
class News:
    """Words for the public, and since when it reads them."""

    entry_id: int
    at: datetime
    notice: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What everybody reads of a matter: as it stood when it was published last; newest news first."""

    title: str = ""
    place: str = ""
    plan: str = ""
    reply: str = ""
    reason: str = ""
    news: list[News] = field(default_factory=list)


def shown(matters: Iterable[Matter]) -> dict[int, Shown]:
    """Return what everybody reads of some public matters; two queries, whatever their number."""
    public = {matter.pk: Shown() for matter in matters if matter.public}
    told: dict[int, dict[str, str]] = {pk: {} for pk in public}
    for entry in _saying(public):
        said = told[entry.about_id]
        said.update((name, text or "") for name, text in ledger.words(entry).items())
        if entry.verb == rules.PUBLISHED:
            before = public[entry.about_id].news
            news = News(entry_id=entry.pk, at=entry.at, notice=said.get("notice", ""))
            public[entry.about_id] = _shown(said, [news, *before])
    return public


def would_show(matter: Matter) -> tuple[Shown, str]:
    """Return what everybody would read of a matter if it were published now, and the new notice."""
    said = texts([matter])[matter.pk]
    return _shown(said, []), said.get("notice", "")


def _shown(said: Mapping[str, str], news: list[News]) -> Shown:
    words = for_all(said)
    words.pop("notice", None)
    return Shown(**words, reply=rules.blurred(said.get("reply", "")), news=news)
