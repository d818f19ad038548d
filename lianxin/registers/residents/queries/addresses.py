"""Reads of the addresses to which news goes: by the platform itself, and by nobody else."""

import hmac
from hashlib import sha256

from lianxin.foundation import encryption, keys
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.residents import rules
from lianxin.registers.residents.models import Address


def news_address(subscription_id: int, *, by: Actor) -> str:
    """Return where the platform itself sends the news that somebody follows ("" is nowhere)."""
    if by.role is not Role.SYSTEM:
        raise NotAllowed
    row = Address.objects.filter(subscription_id=subscription_id).first()
    return address(row) if row else ""


def address_known(*, scope: str, email: str) -> bool:
    """Tell whether an address is kept for what is followed already, or refuse what is no address."""
    return Address.objects.filter(known=known(scope, rules.mailbox(email))).exists()


def known(scope: str, email: str) -> str:
    """Return the keyed hash of an address within what is followed."""
    _key_id, key = keys.current("phone")
    return hmac.new(key, f"{scope}:{email.casefold()}".encode(), sha256).hexdigest()


def address(row: Address) -> str:
    """Return an address in clear, or refuse; for this area's own use."""
    place = address_place(row.subscription_id)
    try:
        return encryption.opened("vault", row.key_id, bytes(row.email), place)
    except encryption.Unreadable as fault:
        raise rules.ContactUnreadable(subscription=row.subscription_id) from fault


def address_place(subscription_id: int) -> str:
    """Return what binds a sealed address to its subscription, so that none can be swapped."""
    return f"address:{subscription_id}:email"
