"""Stored files, handed out to the ticket's requester and to staff who see the ticket, and to nobody else."""

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianxin.casework.oversight.queries import evaluation as evaluations
from lianxin.casework.tickets import queries as tickets
from lianxin.foundation.actor import FOR_A_RESIDENT, Actor, Role
from lianxin.foundation.files import queries as files
from lianxin.foundation.files.rules import REQUEST, SPOKEN
from lianxin.foundation.refusal import NotFound
from lianxin.interfaces.web import actors
from lianxin.registers.residents.rules.retention import READERS

if TYPE_CHECKING:
    from lianxin.foundation.files.models import StoredFile

log = logging.getLogger(__name__)

ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    "audio/mpeg": "mp3",
}
# what we encoded ourselves opens in the browser
SHOWN = frozenset({"image/jpeg", "image/png", "audio/mpeg"})
RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


def shown_to(by: Actor) -> bool:
    """Return whether a role sees files at all: an auditor reads masked text, and no photo is masked."""
    return by.role is not Role.AUDITOR


@require_safe
def file(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """Hand out one file; who may not see it learns not even that it is there."""
    try:
        found = files.file(file_id)
    except NotFound as refusal:
        raise Http404 from refusal
    if not _may(request, found):
        raise Http404
    kind = "inline" if found.media_type in SHOWN else "attachment"
    response = ranged(request, _content(found.pk), found.media_type)
    ending = ENDINGS.get(found.media_type, "bin")
    response["Content-Disposition"] = f'{kind}; filename="{file_id}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _may(request: HttpRequest, found: "StoredFile") -> bool:
    """Return whether somebody behind this request may have a file."""
    reader = actors.staff(request)
    if found.about == "assessment":
        return reader is not None and reader.role in READERS
    if found.about == "evaluation":
        visible = reader and evaluations.visible_to(reader).filter(pk=found.about_id)
        return bool(visible and visible.exists())
    if found.about != "ticket":
        return False
    readers = _readers(request, found.about_id)
    if found.purpose == SPOKEN:
        return any(_hears(by, found.about_id) for by in readers)
    return any(
        _sees(by, found.about_id)
        for by in readers
        if found.purpose == REQUEST or by.role not in FOR_A_RESIDENT  # proof is for staff
    )


def ranged(request: HttpRequest, content: bytes, media_type: str) -> HttpResponse:
    """Return a file, or the part of it that was asked for: iPhones play no sound without that."""
    asked = RANGE.fullmatch(request.headers.get("range", ""))
    first = int(asked[1]) if asked else len(content)
    if asked is None or first >= len(content):
        return HttpResponse(content, content_type=media_type, headers={"Accept-Ranges": "bytes"})
    last = min(int(asked[2] or len(content)), len(content) - 1)
    part = HttpResponse(content[first : last + 1], content_type=media_type, status=206)
    part["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return part


def _content(file_id: UUID) -> bytes:
    try:
        return files.bytes_of(file_id)
    except FileNotFoundError as fault:  # `lianxin verify` names it too
        log.warning("the file %s is not on the disk", file_id)
        raise Http404 from fault


def _readers(request: HttpRequest, ticket_id: int) -> Iterator[Actor]:
    for by in (
        actors.requester(request, ticket_id),
        actors.follower(request, ticket_id),
        actors.staff(request),
    ):
        if by is not None:
            yield by


def _hears(by: Actor, ticket_id: int) -> bool:
    """Return whether somebody hears what was said: its requester, and who has just said that they do."""
    ticket = tickets.visible_to(by).filter(pk=ticket_id).first()
    return ticket is not None and tickets.can_hear(ticket, by, timezone.now())


def _sees(by: Actor, ticket_id: int) -> bool:
    return shown_to(by) and tickets.visible_to(by).filter(pk=ticket_id).exists()
