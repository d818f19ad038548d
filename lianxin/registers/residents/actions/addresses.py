"""Keeping an address for news that somebody follows, erasing it, and renewing the key it is under."""

from lianxin.foundation import encryption, keys
from lianxin.foundation.ledger import actions as ledger
from lianxin.registers.residents import queries, rules
from lianxin.registers.residents.models import Address


def sealed_address(*, subscription_id: int, scope: str, email: str) -> Address:
    """Return the row that keeps where news goes, or refuse what is no address.

    Not a deed of its own: the deed that begins the subscription inserts it beside its entry.
    """
    plain = rules.mailbox(email)
    row = Address(subscription_id=subscription_id, known=queries.known(scope, plain))
    _seal(row, plain)
    return row


def erase_address(*, subscription_id: int) -> None:
    """Erase an address; part of the deed that ends the subscription."""
    Address.objects.filter(subscription_id=subscription_id).delete()


def renew_addresses(limit: int) -> None:
    """Bring addresses under older keys to the current one, at most `limit`."""
    with ledger.writing():
        older = Address.objects.exclude(key_id=keys.current_id("vault"))
        for row in older.select_for_update(no_key=True).order_by("pk")[:limit]:
            _seal(row, queries.address(row))
            row.save(update_fields=["key_id", "email"])


def _seal(row: Address, email: str) -> None:
    row.key_id, secret = keys.current("vault")
    row.email = encryption.encrypted(secret, email, queries.address_place(row.subscription_id))
