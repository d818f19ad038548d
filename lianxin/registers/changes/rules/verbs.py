"""What the ledger says of changes; the rows that one touches are bound by their hash, as words."""

from datetime import date

from lianxin.foundation.ledger.rules import declare

PREPARED = declare(
    "change.prepared",
    register=str,
    valid_from=date,
    undoes=int,
    added=int,
    changed=int,
    ended=int,
    refused=int,
    sha256=str,
    successor=str,
    by_catalogue=bool,
)
SENT = declare("change.sent", state=str)
APPROVED = declare("change.approved", state=str)
APPLIED = declare("change.applied")
UNDONE = declare("change.undone", by_change=int)
REFUSED = declare("change.refused")
DISCARDED = declare("change.discarded")
HANDED_OVER = declare("change.handed_over", author_id=int)
FAILED = declare("change.failed", code=str)
