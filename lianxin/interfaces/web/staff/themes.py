"""The way from a topic to a theme that is taken up as a whole."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from lianxin.casework.matters import rules
from lianxin.casework.matters.rules import Kind, PlaceKind
from lianxin.followers.triage import queries as triage
from lianxin.foundation.refusal import NotFound
from lianxin.interfaces.web.numbers import number
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.orgs.rules import padded


def asked(request: StaffRequest) -> Kind:
    """Return which kind of matter is to be opened, or answer 404 or 403."""
    said = request.GET.get("kind", Kind.PROBLEM.value)
    if said not in set(Kind):
        raise Http404
    kind = Kind(said)
    if kind is not Kind.PROBLEM and request.actor.role not in rules.THEME_OPENERS:
        raise PermissionDenied
    return kind


def topic_of(request: StaffRequest, on: date) -> "triage.Hot | None":
    """Return the topic that a theme is taken up from, or answer 404 where the actor knows of none such."""
    said = request.GET.get("topic", "")
    if not said:
        return None
    if (topic_id := number(said)) is None:
        raise Http404
    if request.actor.role not in triage.READERS:
        raise PermissionDenied
    try:
        return triage.hot(request.actor, topic_id, on=on)
    except NotFound as refusal:
        raise Http404 from refusal


def begun(request: StaffRequest, found: "triage.Hot", name: str) -> dict[str, Any]:
    """Return what the form of a theme begins with: the topic's name and category, and the whole area."""
    return {
        "title": name[: rules.LONGEST_LINE],
        "category": found.topic.category_id,
        "place_kind": PlaceKind.WIDER.value,
        "area": padded(request.actor.division) if request.actor.division else "",
    }
