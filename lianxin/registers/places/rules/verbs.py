"""What the ledger says of service places."""

from lianxin.foundation.ledger.rules import declare

IMPORTED = declare("places.imported", sha256=str, rows=int, added=int, changed=int)
