"""Whom the dispatch catalogue names, shown before anything is dispatched."""

from dataclasses import dataclass

from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import grounds
from lianxin.interfaces.web.staff.place_forms import PlaceForm
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.policies.rules import Tier


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The catalogue's answer for what stands in the form; `lead` "" is nobody."""

    asked: bool = False  # a category stands in the form
    lead: str = ""
    assists: str = ""
    tier: labels.Words = ""
    why: tuple[str, ...] = ()


def of(form: PlaceForm) -> Preview:
    """Return whom the catalogue names for the category and the place in a form."""
    owner = form.owner()
    said = form.cleaned_data if form.is_bound else form.initial
    if owner is None:
        return Preview(asked=bool(said.get("category")))
    ids = {owner.lead_unit_id, *owner.assist_unit_ids} - {None}
    names = orgs.unit_names(pk for pk in ids if pk is not None)
    return Preview(
        asked=True,
        lead=names.get(owner.lead_unit_id or 0, ""),
        assists=labels.listed(names[pk] for pk in owner.assist_unit_ids if pk in names),
        tier=labels.of(Tier, owner.tier),
        why=tuple(grounds.explained(owner.why)),
    )
