"""Reads of the mandates: by a code, by the ticket that one is for, and what was done under it."""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Q, QuerySet

from lianxin.foundation import codes, keys
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.chapters import Chapter, chapter
from lianxin.foundation.refusal import NotFound
from lianxin.registers.residents.models import Mandate
from lianxin.registers.residents.rules import mandates as rules
from lianxin.registers.residents.rules.mandates import Act, Helper, Mandated

PURPOSE = "mandate"  # of the key that codes are derived with
HELPING, OWN = "helping", "own"  # the columns of the two codes, and what they are derived for


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A mandate as its paper slip tells it, for whoever gave it."""

    mandate_id: int
    ticket_id: int | None
    helper: Helper
    acts: frozenset[Act]
    until: datetime
    revoked_at: datetime | None
    helping: str
    own: str

    def stands(self, at: datetime) -> bool:
        """Return whether somebody may still act under it."""
        return self.revoked_at is None and at < self.until


def visible_to(by: Actor) -> QuerySet[Mandate]:
    """Return the mandates that an actor may know of: those they gave, or the one they act under."""
    known = Mandate.objects.exclude(salt="")
    if by.role is Role.REQUESTER:
        own = Q(ticket_id=by.ticket_id or 0) if by.mandate_id is None else Q(pk=by.mandate_id)
        return known.filter(own)
    return known.filter(pk=(by.mandate_id if by.role is Role.HELPER else None) or 0)


def new_salt() -> str:
    """Return what the codes of a new mandate are derived from: the key's id and 128 random bits."""
    return f"{keys.current_id(PURPOSE)}:{secrets.token_hex(16)}"


def code(salt: str, column: str) -> str:
    """Return one of the two codes of a mandate; kept nowhere, derived again."""
    secret = keys.of(PURPOSE, salt.split(":", 1)[0])
    return codes.spell(hmac.digest(secret, f"{column}:{salt}".encode(), sha256), rules.LENGTH)


def looked_up(said: str, key_id: str) -> str:
    """Return what a code is found by: nothing that the table alone could be searched for."""
    secret = keys.of(PURPOSE, key_id)
    return hmac.digest(secret, f"code:{codes.normal(said)}".encode(), sha256).hex()


def by_code(said: str) -> tuple[Mandate, str] | None:
    """Return the mandate that has a code, and which of its two codes that is; None where none has."""
    keyed = [looked_up(said, key_id) for key_id in keys.ids(PURPOSE)]
    found = Mandate.objects.filter(Q(helping__in=keyed) | Q(own__in=keyed)).first()
    if found is None:
        return None
    return found, HELPING if found.helping in keyed else OWN


def lapsed(before: datetime) -> QuerySet[Mandate]:
    """Return the mandates for no ticket that ended before a moment and still have their codes."""
    general = Mandate.objects.filter(ticket_id=None).exclude(salt="")
    return general.filter(Q(until__lt=before) | Q(revoked_at__lt=before))


def mandated(by: Actor) -> Mandated | None:
    """Return the mandate that a helper acts under, as far as the ticket at hand is concerned."""
    row = Mandate.objects.filter(pk=by.mandate_id or 0).first()
    if row is None:
        return None
    covers = by.ticket_id is None or by.ticket_id == row.ticket_id or by.ticket_id in reported(row)
    return Mandated(
        acts=rules.read(row.acts), until=row.until, revoked_at=row.revoked_at, covers=covers
    )


def reported(mandate: Mandate) -> list[int]:
    """Return the tickets that came in under a mandate, the newest first."""
    facts = ledger.about(mandate).filter(verb=rules.REPORTED).values_list("facts", flat=True)
    return [int(one["ticket_id"]) for one in facts][::-1]


def covering(mandate_ids: Iterable[int], ticket_id: int) -> int | None:
    """Return which of some mandates is for a ticket, whether it stands or not; the newest first."""
    rows = Mandate.objects.filter(pk__in=list(mandate_ids)).order_by("-pk")
    covers = (row.pk for row in rows if row.ticket_id == ticket_id or ticket_id in reported(row))
    return next(covers, None)


def slip(by: Actor, mandate_id: int) -> Slip:
    """Return a mandate with both codes to whoever gave it, or refuse."""
    row = visible_to(by).filter(pk=mandate_id).first() if by.role is Role.REQUESTER else None
    if row is None:
        raise NotFound(pk=mandate_id)
    return _slip(row)


def slips_of(ticket_id: int) -> list[Slip]:
    """Return the mandates for one ticket, the newest first; for its requester, and who took it in."""
    rows = Mandate.objects.filter(ticket_id=ticket_id).exclude(salt="").order_by("-pk")
    return [_slip(row) for row in rows]


def helped(by: Actor) -> tuple[Mandated, list[int]]:
    """Return what a helper may do, and the tickets that it is for, or refuse."""
    row = visible_to(by).filter(pk=by.mandate_id or 0).first()
    mandate = mandated(by)
    if row is None or mandate is None:
        raise NotFound(pk=by.mandate_id)
    return mandate, [row.ticket_id] if row.ticket_id is not None else reported(row)


def uses(by: Actor, mandate_id: int) -> list[Chapter]:
    """Return what was done with a mandate, oldest first, to whoever gave it."""
    row = visible_to(by).filter(pk=mandate_id).first() if by.role is Role.REQUESTER else None
    return [chapter(entry, {}) for entry in ledger.about(row)] if row else []


def helpers(mandate_ids: Iterable[int]) -> dict[int, Helper]:
    """Return in which role somebody helped, by mandate."""
    found = Mandate.objects.filter(pk__in=set(mandate_ids)).values_list("pk", "helper")
    return {pk: Helper(helper) for pk, helper in found}


def _slip(row: Mandate) -> Slip:
    return Slip(
        mandate_id=row.pk,
        ticket_id=row.ticket_id,
        helper=Helper(row.helper),
        acts=rules.read(row.acts),
        until=row.until,
        revoked_at=row.revoked_at,
        helping=codes.grouped(code(row.salt, HELPING), 5),
        own=codes.grouped(code(row.salt, OWN), 5),
    )
