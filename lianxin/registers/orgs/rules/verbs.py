"""What the ledger says of the organisation registers."""

from datetime import date
from enum import StrEnum

from lianxin.foundation.ledger.rules import declare


class Kept(StrEnum):
    """The registers that are kept here, each with a row that its imports are about."""

    DIVISIONS = "divisions"
    UNITS = "units"
    GRIDS = "grids"
    BUILDINGS = "buildings"
    STAFF = "staff"


IMPORTED = declare(
    "register.imported",
    register=str,
    sha256=str,
    rows=int,
    added=int,
    changed=int,
    ended=int,
)
OPENED = declare("staff.opened")
PASSWORD_SET = declare("staff.password_set", one_time=bool)
ASSIGNED = declare(
    "post.assigned", staff_id=int, unit_id=int, role=str, valid_from=date, grids=list
)
ENDED = declare("post.ended", staff_id=int, valid_to=date)
RETIRED = declare("grid.retired", valid_to=date)
UNIT_ENDED = declare("unit.ended", valid_to=date)
# closed, with whoever takes its open tickets over; the casework carries it out, ticket by ticket
REORGANISED = declare(
    "unit.reorganised",
    valid_to=date,
    successor_unit_id=int,
    by_catalogue=bool,
    tickets=int,
)
# what it leads goes to whom the catalogue names now, and the unit lives on; carried out in the same way
SHARED_OUT = declare("unit.shared_out", tickets=int)
AWAY = declare(
    "absence.entered",
    staff_id=int,
    unit_id=int,
    substitute_id=int,
    valid_from=date,
    valid_to=date,
)
BACK = declare("absence.ended", valid_to=date)
TAKEN_BACK = declare("register.taken_back", register=str, removed=int, revived=int)
