"""What somebody says instead of writing a report: cleaned as it comes, and put away until it is sent."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lianxin.foundation import words
from lianxin.foundation.files import actions as files
from lianxin.foundation.files import queries as stored
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import headers
from lianxin.interfaces.web.files import ranged
from lianxin.interfaces.web.resident import draft

REMOVED = "sound"  # what the button to delete it says
Page = Callable[..., HttpResponse]


def asks(page: Page) -> Page:
    """Let a page ask the device for its microphone."""

    @wraps(page)
    def answered(request: HttpRequest, **given: Any) -> HttpResponse:
        response = page(request, **given)
        response.headers[headers.ASKED] = headers.MICROPHONE_TOO
        return response

    return answered


def spoken(answers: Mapping[str, str], at: datetime) -> files.Prepared | None:
    """Return what was said so far, if it is still there."""
    return next(iter(draft.parked(answers, at=at, name=draft.SPOKEN)), None)


def park(request: HttpRequest) -> list[str]:
    """Clean and put away the sound that came, or drop the one that is there; return what is wrong."""
    at, upload = timezone.now(), request.FILES.get("sound")
    if request.POST.get("remove") == REMOVED:
        draft.park(request, [], at=at, name=draft.SPOKEN)
    if upload is None:
        return []
    try:
        prepared = files.prepare(upload, kind=files.Kind.SOUND)
    except Refusal as refusal:
        return [words.of(refusal)]
    draft.park(request, [prepared], at=at, name=draft.SPOKEN)
    return []


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sound(request: HttpRequest) -> HttpResponse:
    """Take in what was said, or hand it back to whoever has just said it."""
    at = timezone.now()
    wrong = park(request) if request.method == "POST" else []
    found = spoken(draft.load(request), at)
    if request.method == "POST":
        context = {"sound": found, "sound_wrong": wrong}
        return render(request, "resident/report/sound.html", context, status=422 if wrong else 200)
    if found is None:
        raise Http404
    try:
        return ranged(request, stored.parked(found), found.media_type)
    except FileNotFoundError as fault:  # swept away
        raise Http404 from fault
