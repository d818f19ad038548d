"""What the ledger says of the duty registers, and who keeps them."""

from datetime import date
from enum import StrEnum

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotAllowed


class Kept(StrEnum):
    """The registers that are kept here, each with a row that its imports are about."""

    CATEGORIES = "categories"
    DUTIES = "duties"
    CATALOGUE = "catalogue"


IMPORTED = declare(
    "duties.imported", register=str, sha256=str, rows=int, added=int, changed=int, ended=int
)
CATALOGUE_PUBLISHED = declare(
    "catalogue.published", version=int, valid_from=date, sha256=str, rows=int
)
KEEPERS = frozenset({Role.ADMINISTRATOR, Role.SYSTEM})


def keepers_only(by: Actor) -> None:
    """Refuse anybody who does not keep these registers."""
    if by.role not in KEEPERS:
        raise NotAllowed
