"""Reads of tickets: who sees which, what waits where, what was said, and whether it all holds."""

from lianxin.casework.tickets.queries.access import (
    by_code,
    confidentiality,
    find,
    in_charge,
    may_verify,
    new_salt,
    new_salts,
    query_code,
    taken_in,
    visible_to,
)
from lianxin.casework.tickets.queries.answers import answered
from lianxin.casework.tickets.queries.conflict import complained_of, concerned, unconcerned
from lianxin.casework.tickets.queries.desks import Desk, desk, desks_of, late_orders
from lianxin.casework.tickets.queries.exclusions import Excluded, exclusions
from lianxin.casework.tickets.queries.held import Heir, heir, heir_of_closed, held, held_by
from lianxin.casework.tickets.queries.holds import Held, holds
from lianxin.casework.tickets.queries.importing import can_promise, imported, terms
from lianxin.casework.tickets.queries.joined import (
    counts,
    decided_by,
    joinable,
    joined,
    joined_seen,
    split_with,
    standing_with,
    states,
    waiting_with,
)
from lianxin.casework.tickets.queries.lessons import lessons
from lianxin.casework.tickets.queries.mentions import (
    desks_near,
    nameable,
    named_in,
    readers,
    still_asked,
)
from lianxin.casework.tickets.queries.promises import offered, outdated, reckoned, resumed
from lianxin.casework.tickets.queries.recovery import (
    check_called_back,
    check_way_in,
    told_code,
    way_in,
    way_in_for,
)
from lianxin.casework.tickets.queries.retention import (
    count_due_contacts,
    kept_back,
    kept_too_long,
    promised_erasures,
)
from lianxin.casework.tickets.queries.rights import Needed, copy, needed
from lianxin.casework.tickets.queries.standing import (
    against,
    had_part_in,
    overtaken,
    standing,
    steps,
)
from lianxin.casework.tickets.queries.story import (
    decline_proposed,
    exclusion_proposed,
    extension_asked,
    hold_asked,
    receipt,
    story,
    texts,
    told,
    tries,
)
from lianxin.casework.tickets.queries.verification import faults, known

__all__ = [
    "standing_with",
    "waiting_with",
    "check_called_back",
    "check_way_in",
    "told_code",
    "way_in",
    "way_in_for",
    "complained_of",
    "concerned",
    "unconcerned",
    "Desk",
    "Heir",
    "Held",
    "answered",
    "Needed",
    "against",
    "by_code",
    "confidentiality",
    "can_promise",
    "copy",
    "count_due_contacts",
    "counts",
    "decided_by",
    "decline_proposed",
    "Excluded",
    "exclusion_proposed",
    "exclusions",
    "extension_asked",
    "tries",
    "desk",
    "desks_of",
    "faults",
    "find",
    "had_part_in",
    "heir",
    "heir_of_closed",
    "held",
    "held_by",
    "hold_asked",
    "holds",
    "in_charge",
    "joinable",
    "joined",
    "joined_seen",
    "late_orders",
    "lessons",
    "may_verify",
    "desks_near",
    "nameable",
    "named_in",
    "readers",
    "still_asked",
    "imported",
    "kept_back",
    "kept_too_long",
    "known",
    "needed",
    "new_salt",
    "new_salts",
    "offered",
    "outdated",
    "promised_erasures",
    "overtaken",
    "query_code",
    "taken_in",
    "receipt",
    "reckoned",
    "resumed",
    "split_with",
    "standing",
    "states",
    "steps",
    "story",
    "terms",
    "texts",
    "told",
    "visible_to",
]
