"""For every address that takes arguments, examples of them in the demo city; an address without one fails the crawl."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lianxin.casework.matters.models import Matter
from lianxin.casework.oversight.models import Scheme
from lianxin.foundation.files.models import StoredFile
from lianxin.registers.knowledge.models import Article
from tests.journeys import crawl_staff
from tests.journeys.crawl_city import City
from tests.journeys.crawl_given import Examples, each, fixed, month, tickets

EXAMPLES: Mapping[str, Examples] = {
    **crawl_staff.EXAMPLES,
    "evaluation-scheme": each(Scheme, "scheme_id"),
    "file": lambda _here: [
        {"file_id": one} for one in StoredFile.objects.values_list("pk", flat=True)[:1]
    ],
    "knowledge-article": each(Article, "article_id"),
    "mandate-given": lambda here: [{"mandate_id": here.mandates["report"]}],
    "mandate-helping": lambda here: [{"mandate_id": one} for one in here.mandates.values()],
    "mandate-report": lambda here: [{"mandate_id": here.mandates["report"]}],
    "mandate-slip": lambda here: [{"mandate_id": here.mandates["report"]}],
    "matter": each(Matter, "matter_id", "state"),
    "matter-asked": each(Matter, "matter_id", "state"),
    "matter-feed": each(Matter, "matter_id", "state"),
    "matter-follow": each(Matter, "matter_id", "state"),
    "matter-link": fixed({"subscription_id": 1, "token": "gone"}),
    "place": fixed({"code": "luhua"}, {"code": "city-self"}),
    "progress-helper": lambda here: [
        {"number": here.tickets["handling"].number, "mandate_id": here.mandates["follow"]}
    ],
    "progress-way-in": lambda here: [{"number": here.tickets["handling"].number, "way": "gone"}],
    "report": lambda here: [{"month": month(here)}],
    "report-file": lambda here: [{"month": month(here), "number": 1, "name": "report.pdf"}],
    "report-version": lambda here: [{"month": month(here), "number": 1}],
}


# Addresses at which nobody reads a page: what they do, or what they are.
UNREAD: Mapping[str, str] = {
    **crawl_staff.UNREAD,
    "set_language": "only sent to",
    "design": "only where LIANXIN_DEBUG is on",
    "progress-close": "only sent to",
    "progress-data-copy": "a file",
    "mandate-myself": "only sent to",
    "mandate-report": "only sent to",
    "community-forget": "only sent to",
    "file": "a photo",
    "matter-link": "leads on, with a token that was mailed",
    "report-throw": "only sent to",
    "report-here": "only sent to",
    "report-photo": "only sent to",
    "report-sound": "a sound",
    "report-outlines": "a map's outlines",
    "report-known": "leads on where nothing is known",
    "report-sure": "leads on where nothing is open",
    "report-near": "only sent to",
    "matters-feed": "a feed",
    "matter-feed": "a feed",
    "letters": "only sent to",
    "colours": "only sent to",
}


def patterns(found: Any = None, before: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """Yield every address of the site: its name, its route and its pattern."""
    for one in get_resolver().url_patterns if found is None else found:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, route)
        else:
            yield str(one.name), route, one


def addresses(here: City, name: str, pattern: URLPattern) -> list[str]:
    """Return examples of an address; what follows it as a question is given as `?`."""
    if name in EXAMPLES:
        given = list(EXAMPLES[name](here))
    elif list(pattern.pattern.converters) == ["number"] and name.startswith("progress-"):
        given = tickets(here)
    else:
        assert not pattern.pattern.converters, (
            f"no example of {name}: tests/journeys/crawl_examples.py"
        )
        given = [{}]
    return [
        reverse(name, kwargs={key: value for key, value in one.items() if key != "?"})
        + str(one.get("?", ""))
        for one in given
    ]
