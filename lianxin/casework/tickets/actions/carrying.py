"""What one deed decided for many tickets, carried out ticket by ticket."""

from datetime import datetime

from lianxin.casework.tickets.actions import joining, reorganising
from lianxin.foundation.ledger import actions as ledger


def carry(*, at: datetime, limit: int) -> int:
    """Carry out what was decided for at most `limit` tickets, in one short transaction."""
    return ledger.carry_on((*joining.rounds(at), *reorganising.rounds(at)), at=at, limit=limit)
