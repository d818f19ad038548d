"""Stored files, handed out to the ticket's requester and to staff who see the ticket, and to nobody else."""

import logging
from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from lianxin.casework.oversight.queries import evaluation as evaluations
from lianxin.casework.tickets import queries as tickets
from lianxin.foundation.actor import FOR_A_RESIDENT, Actor, Role
from lianxin.foundation.files import queries as files
from lianxin.foundation.files.rules import REQUEST
from lianxin.foundation.refusal import NotFound
from lianxin.interfaces.web import actors
from lianxin.registers.residents.rules.retention import READERS

log = logging.getLogger(__name__)

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
SHOWN = frozenset({"image/jpeg", "image/png"})  # what we encoded ourselves opens in the browser


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
    if found.about == "assessment":
        reader = actors.staff(request)
        if reader is None or reader.role not in READERS:
            raise Http404
    elif found.about == "evaluation":
        reader = actors.staff(request)
        if reader is None or not evaluations.visible_to(reader).filter(pk=found.about_id).exists():
            raise Http404
    elif found.about != "ticket" or not any(
        _sees(by, found.about_id)
        for by in _readers(request, found.about_id)
        if found.purpose == REQUEST or by.role not in FOR_A_RESIDENT  # proof is for staff
    ):
        raise Http404
    kind = "inline" if found.media_type in SHOWN else "attachment"
    response = HttpResponse(_content(found.pk), content_type=found.media_type)
    ending = ENDINGS.get(found.media_type, "bin")
    response["Content-Disposition"] = f'{kind}; filename="{file_id}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


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


def _sees(by: Actor, ticket_id: int) -> bool:
    return shown_to(by) and tickets.visible_to(by).filter(pk=ticket_id).exists()
