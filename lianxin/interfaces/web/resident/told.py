"""A report's answers as the request that they tell, with what was agreed to and without the rest."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lianxin.casework.tickets.rules import Kind, Privacy
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import data_words
from lianxin.interfaces.web.resident import places
from lianxin.interfaces.web.resident.report_forms import HIDE, KEEP
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import Step as Limit
from lianxin.registers.residents.rules.consents import Consent, Whereabouts, without_health

if TYPE_CHECKING:
    from lianxin.registers.orgs.models import Building


def request(given: dict[str, Any], health: str) -> Request:
    """Return the request as all steps together tell it, with what was agreed to and without the rest."""
    where, building = places.place(given["place"], timezone.localdate()), _at(given)
    hide = without_health if health == HIDE else str
    at_home, words = given["place_kept"] == Whereabouts.HOME, _place(given, building)
    agreed = {
        Consent.LOCATION: at_home and words,
        Consent.HEALTH: health == KEEP,
        Consent.GUARDIAN: given["child"],
    }
    return Request(
        what=hide(given["what"]),
        where=hide(words),
        kind=Kind(given["kind"]),
        privacy=Privacy(given["privacy"]),
        grid_id=building.grid_id if building else where.grid_id,
        division_code=building.grid.community.code if building else where.division_code,
        consents=frozenset(consent for consent, yes in agreed.items() if yes),
        at_home=at_home,
        child=given["child"],
        matter_id=given["known"] and given["known"].matter.pk,
    )


def _at(given: dict[str, Any]) -> "Building | None":
    """Return the building that was chosen, where it may be kept."""
    code = "" if given["place_kept"] == Whereabouts.COARSE else given["building"]
    return orgs.building(code, timezone.localdate()) if code else None


def place(given: dict[str, Any]) -> str:
    """Return the place in words, where it may be kept: the building, and what was written."""
    return _place(given, _at(given))


def _place(given: dict[str, Any], building: "Building | None") -> str:
    if given["place_kept"] == Whereabouts.COARSE:
        return ""
    words = str(given["where"])
    named = building.name if building and building.name not in words else ""
    return f"{named} {words}".strip()


def kept() -> dict[str, str]:
    """Return how long contacts and requests are kept, as the profile in force says."""
    try:
        limits = policies.limits("", timezone.localdate())
    except Refusal:  # nothing is in force yet: sending will say so, and here is nothing to tell
        return {}
    kept = {"contact": Limit.CONTACT_KEPT, "ticket": Limit.TICKET_KEPT}
    return {name: data_words.kept(limit, limits) for name, limit in kept.items()}
