"""A report's answers as the request that they tell, with what was agreed to and without the rest."""

from typing import Any

from django.utils import timezone

from lianxin.casework.tickets.rules import Kind, Privacy
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import data_words
from lianxin.interfaces.web.resident import places
from lianxin.interfaces.web.resident.report_forms import HIDE, KEEP
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import Step as Limit
from lianxin.registers.residents.rules.consents import Consent, Whereabouts, without_health


def request(given: dict[str, Any], health: str) -> Request:
    """Return the request as all steps together tell it, with what was agreed to and without the rest."""
    where = places.place(given["place"], timezone.localdate())
    hide = without_health if health == HIDE else str
    at_home = given["place_kept"] == Whereabouts.HOME
    agreed = {
        Consent.LOCATION: at_home and given["where"],
        Consent.HEALTH: health == KEEP,
        Consent.GUARDIAN: given["child"],
    }
    return Request(
        what=hide(given["what"]),
        where=hide(place(given)),
        kind=Kind(given["kind"]),
        privacy=Privacy(given["privacy"]),
        grid_id=where.grid_id,
        division_code=where.division_code,
        consents=frozenset(consent for consent, yes in agreed.items() if yes),
        at_home=at_home,
        child=given["child"],
        matter_id=given["known"] and given["known"].matter.pk,
    )


def place(given: dict[str, Any]) -> str:
    """Return the place in words, where it may be kept."""
    return "" if given["place_kept"] == Whereabouts.COARSE else str(given["where"])


def kept() -> dict[str, str]:
    """Return how long contacts and requests are kept, as the profile in force says."""
    try:
        limits = policies.limits("", timezone.localdate())
    except Refusal:  # nothing is in force yet: sending will say so, and here is nothing to tell
        return {}
    kept = {"contact": Limit.CONTACT_KEPT, "ticket": Limit.TICKET_KEPT}
    return {name: data_words.kept(limit, limits) for name, limit in kept.items()}
