"""What a machine suggests beside a request that the hotline still holds: on desks, on its page, in the forms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lianxin.casework.tickets.rules import Decline, State, Step, moves
from lianxin.followers.triage import queries
from lianxin.followers.triage.rules import emergencies, suggesting
from lianxin.followers.triage.rules.suggesting import Span, Sureness
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.time import day_of
from lianxin.interfaces.web import forms, labels
from lianxin.interfaces.web.staff import fields
from lianxin.interfaces.web.staff.danger_words import CALL, DANGER
from lianxin.interfaces.web.staff.words import OF_THE_COMMUNITY, OF_THE_SUBDISTRICT
from lianxin.interfaces.web.sureness_words import SURENESS
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.policies.rules import Tier

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

READERS = frozenset({Role.AGENT, Role.DISPATCHER, Role.SUPERVISOR})
BEST = (Step.DISPATCH, Step.ACCEPT)
OFFICES: Mapping[str, labels.Words] = {
    "@subdistrict": OF_THE_SUBDISTRICT,
    "@community": OF_THE_COMMUNITY,
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One category that is offered: by the name that a form knows it under, how likely, and who would lead."""

    pk: int
    name: str
    per_cent: int | None  # None: a person has chosen it
    lead: labels.Words


@dataclass(frozen=True, kw_only=True)
class Taking:
    """How this reader takes a choice: by which step, where, and what one click sends; {} asks in a form first."""

    step: labels.Words
    url: str
    unseen: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is suggested for one ticket, in words; empty is what was not found."""

    choices: Sequence[Choice] = ()
    sure: bool = False  # or decided: the first choice stands out
    decided: bool = False  # a person has accepted the ticket under the first choice
    sureness: labels.Words = ""
    tier: labels.Words = ""
    danger: labels.Words = ""
    calls: Sequence[labels.Words] = ()
    danger_per_cent: int = 0
    clear: bool = False  # so clearly said that the danger stands in red
    hand_off: str = ""  # where an emergency is handed to its line
    reason: labels.Words = ""
    reason_per_cent: int = 0
    decline: str = ""  # where it is proposed not to accept
    spans: Sequence[Span] = ()
    learnt: bool = False
    taking: Taking | None = None

    @property
    def best(self) -> int | None:
        """Return the category that stands in a form from the beginning: the first one, where it is sure."""
        return self.choices[0].pk if self.sure and self.choices else None

    def marked(self, text: str) -> list[tuple[str, bool]]:
        """Return a text in pieces, each with whether it is among the words that led to what is suggested."""
        return suggesting.marked(text, self.spans)


def shown(
    found: Iterable["Ticket"], by: Actor, at: datetime, steps: Sequence[Step] = BEST
) -> dict[int, Shown]:
    """Return what is suggested for some tickets; the same few queries, whatever their number.

    A choice takes the first of the steps that this reader may take.
    """
    held = [one for one in found if one.state in queries.HELD] if by.role in READERS else []
    if not held:
        return {}
    suggested = queries.suggested(held, by)
    names = {option.pk: option.name for option in fields.categories(at)}
    told = {one.pk: suggested[one.pk] for one in held if one.pk in suggested}
    offers = {one.pk: _offers(one, told[one.pk], names) for one in held if one.pk in told}
    leads = _leads(held, offers, at)
    return {
        one.pk: _shown(one, told[one.pk], leads[one.pk], by, steps)
        for one in held
        if one.pk in told
    }


def taking_back(ticket: "Ticket", steps: Sequence[Step]) -> dict[str, str] | None:
    """Return where what a machine dispatched is taken back by one click, where this reader may; None where a person did."""
    if not ticket.by_machine:
        return None
    may = Step.TAKE_BACK in steps
    url = reverse("staff-step", args=[ticket.number, Step.TAKE_BACK.value]) if may else ""
    return {"url": url, "key": forms.new_key()}


def danger(text: str) -> Shown | None:
    """Return the emergency that a text may tell, before any follower has read it."""
    found = emergencies.possible(text)
    if found is None:
        return None
    return Shown(
        danger=DANGER[found.danger],
        calls=[CALL[call] for call in found.calls],
        danger_per_cent=_per_cent(found.confidence),
        clear=found.clear,
    )


def in_danger(by: Actor) -> list[dict[str, object]]:
    """Return the requests in the hotline's hands that may be emergencies: number, address, which danger."""
    return [
        {
            "number": ticket.number,
            "url": reverse("staff-ticket", args=[ticket.number]),
            "danger": DANGER[emergencies.Danger(danger)],
            "call": CALL[emergencies.CALLS[emergencies.Danger(danger)][0]],
        }
        for ticket, danger in queries.emergencies(by)
    ]


def _offers(
    ticket: "Ticket", said: queries.Suggested, names: Mapping[int, str]
) -> Sequence[Choice]:
    """Return what there is to choose from, without who would lead: what a person chose before what is suggested."""
    suggested = [
        Choice(pk=pk, name=names[pk], per_cent=_per_cent(offer.confidence), lead="")
        for offer in said.offers
        if (pk := offer.category.pk) in names and pk != ticket.category_id
    ]
    if ticket.category_id is None:
        return suggested
    name = names.get(ticket.category_id)
    decided = Choice(pk=ticket.category_id, name=name or "", per_cent=None, lead="")
    return [decided, *suggested][: suggesting.OFFERED] if name else ()


def _leads(
    held: Sequence["Ticket"], offers: Mapping[int, Sequence[Choice]], at: datetime
) -> dict[int, list[Choice]]:
    """Return for each ticket its choices with whom the catalogue names for each, from memory."""
    book, on = duties.book(), day_of(at)
    found = {
        (ticket.pk, choice.pk): row[0].leads[row[1]]
        for ticket in held
        for choice in offers.get(ticket.pk, ())
        if (row := book.answering(choice.pk, ticket.division_code, on))
    }
    names = orgs.unit_names({lead.unit_id for lead in found.values() if lead.unit_id})
    named = {
        place: names.get(lead.unit_id or 0) or OFFICES.get(lead.name, "")
        for place, lead in found.items()
    }
    return {
        pk: [replace(choice, lead=named.get((pk, choice.pk), "")) for choice in choices]
        for pk, choices in offers.items()
    }


def _shown(
    ticket: "Ticket",
    said: queries.Suggested,
    choices: Sequence[Choice],
    by: Actor,
    steps: Sequence[Step],
) -> Shown:
    danger = emergencies.Danger(said.emergency) if said.emergency else None
    decided = ticket.category_id is not None
    taking = _taking(ticket, said, by, steps) if choices else None
    offered = choices if taking or not decided else ()  # who cannot dispatch has nothing to choose
    return Shown(
        choices=offered,
        sure=decided or said.sureness is not Sureness.NOT_SURE,
        decided=decided,
        sureness=SURENESS[said.sureness],
        tier="" if decided else labels.of(Tier, said.tier),
        danger=DANGER[danger] if danger else "",
        calls=[CALL[call] for call in emergencies.CALLS[danger]] if danger else (),
        danger_per_cent=_per_cent(said.emergency_confidence),
        clear=said.emergency_confidence >= emergencies.CLEAR,
        hand_off=_url(ticket, Step.HAND_OFF, by),
        reason=labels.of(Decline, said.not_accepted),
        reason_per_cent=_per_cent(said.not_accepted_confidence),
        decline=_url(ticket, Step.PROPOSE_DECLINE, by),
        spans=_spans(said, offers=bool(offered)),
        learnt=bool(said.model),
        taking=taking,
    )


def _per_cent(confidence: float) -> int:
    return round(confidence * 100)


def _spans(said: queries.Suggested, *, offers: bool) -> list[Span]:
    named = ("category", "emergency", "not_accepted") if offers else ("emergency", "not_accepted")
    return [span for name in named for span in said.spans.get(name, ())]


def _url(ticket: "Ticket", step: Step, by: Actor) -> str:
    """Return where a step is taken, or "" where it is not for this reader or this state."""
    fits = by.role in moves.who(step) and ticket.state == State.RECEIVED and not ticket.pending
    return reverse("staff-step", args=[ticket.number, step.value]) if fits else ""


def _taking(
    ticket: "Ticket", said: queries.Suggested, by: Actor, steps: Sequence[Step]
) -> Taking | None:
    """Return how a choice is taken, or None where it is not by this reader."""
    left = [one for one in steps if one is not Step.ACCEPT or ticket.category_id is None]
    step = next((one for one in left if _url(ticket, one, by)), None)
    if step is None:
        return None
    asks = suggesting.asks(emergency=said.emergency, kind=ticket.kind, grid_id=ticket.grid_id)
    sent = {"seen": ticket.seq, "kind": ticket.kind, "grid_choice": ticket.grid_id}
    return Taking(
        step=labels.STEP[step],
        url=_url(ticket, step, by),
        unseen={} if asks else {"key": forms.new_key(), **sent},
    )
