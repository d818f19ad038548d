"""Looking for anything in the ledger that is not as it was written: what, where, and how it shows.

Works on a log that is being written to: it judges the heads that it found first, and what came
after them is judged by itself. A row that cannot even be read is a fault, not a crash.
"""

from lianxin.foundation.ledger.verifying.entries import about
from lianxin.foundation.ledger.verifying.log import whole
from lianxin.foundation.ledger.verifying.reading import (
    BEFORE_ALL,
    UNREADABLE,
    Progress,
    rows,
    through,
)
from lianxin.foundation.ledger.verifying.receipts import LONGEST, read, receipt
from lianxin.foundation.ledger.verifying.replaying import Facts, Replay

__all__ = [
    "BEFORE_ALL",
    "LONGEST",
    "UNREADABLE",
    "Facts",
    "Progress",
    "Replay",
    "about",
    "read",
    "receipt",
    "rows",
    "through",
    "whole",
]
