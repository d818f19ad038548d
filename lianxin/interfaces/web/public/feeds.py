"""Atom feeds of public matters: of one, and of all; what they say stands on the pages."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from lianxin.casework.matters import queries
from lianxin.foundation.refusal import NotFound
from lianxin.interfaces.web.numbers import LARGEST
from lianxin.interfaces.web.public.matters import PUBLIC

NEWEST = 30


@require_safe
def of_all(request: HttpRequest) -> HttpResponse:
    """Return the newest news of every public matter."""
    found = list(queries.newest_news(NEWEST))
    shown = queries.shown(found)
    entries = [(one.pk, shown[one.pk], shown[one.pk].news[0]) for one in found]
    return _feed(gettext("Public matters"), reverse("matters"), reverse("matters-feed"), entries)


@require_safe
def of_one(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Return the news of one public matter."""
    try:
        found = queries.find(PUBLIC, min(matter_id, LARGEST - 1))
    except NotFound as refusal:
        raise Http404 from refusal
    shown = queries.shown([found])[found.pk]
    entries = [(found.pk, shown, news) for news in shown.news[:NEWEST]]
    feed = reverse("matter-feed", args=[found.pk])
    return _feed(shown.title, reverse("matter", args=[found.pk]), feed, entries)


def _feed(
    title: str,
    page: str,
    feed: str,
    entries: list[tuple[int, queries.Shown, queries.News]],
) -> HttpResponse:
    base = settings.LIANXIN_BASE_URL
    atom = Atom1Feed(
        title=title,
        link=f"{base}{page}",
        description="",
        language=get_language(),
        feed_url=f"{base}{feed}",
        feed_guid=f"{base}{feed}",
    )
    for matter_id, shown, news in entries:
        address = f"{base}{reverse('matter', args=[matter_id])}"
        atom.add_item(
            title=shown.title,
            link=address,
            description=news.notice,
            unique_id=f"{address}#{news.entry_id}",
            pubdate=news.at,
            updateddate=news.at,
        )
    response = HttpResponse(content_type=atom.content_type)
    atom.write(response, "utf-8")
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
