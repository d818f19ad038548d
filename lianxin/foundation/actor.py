"""Who acts: a member of staff in one post, the requester of one ticket or a helper, the public, the system."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is here to do; part C of the domain notes says what each may."""

    PUBLIC = "public"  # anybody, before there is a ticket
    REQUESTER = "requester"  # holds the number and the query code of one ticket
    HELPER = "helper"  # acts for a requester, under a mandate
    AGENT = "agent"
    DISPATCHER = "dispatcher"
    SUPERVISOR = "supervisor"
    CALLER = "caller"
    HANDLER = "handler"
    UNIT_LEAD = "unit_lead"
    GRID_WORKER = "grid_worker"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


HOTLINE = frozenset({Role.AGENT, Role.DISPATCHER, Role.SUPERVISOR, Role.CALLER})
IN_A_UNIT = frozenset({Role.HANDLER, Role.UNIT_LEAD, Role.GRID_WORKER})
FOR_A_RESIDENT = frozenset({Role.REQUESTER, Role.HELPER})
STAFF = HOTLINE | IN_A_UNIT | {Role.AUDITOR, Role.ADMINISTRATOR}


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One somebody in one role; what a staff member may see follows from the post's unit.

    `unit_path` is the unit's place in the tree ("/1/5/"), `division` the leading digits of the
    division that the unit serves ("" serves all), `session` what scopes keys without sign-in,
    `for_id` the member of staff who is away and for whom somebody acts.
    """

    role: Role
    staff_id: int | None = None
    for_id: int | None = None
    unit_id: int | None = None
    unit_path: str = ""
    division: str = ""
    grid_ids: frozenset[int] = frozenset()
    ticket_id: int | None = None
    mandate_id: int | None = None
    session: str = ""
    system_name: str = ""

    @classmethod
    def public(cls, session: str) -> "Actor":
        """Return somebody who has no ticket yet, known for a moment by the browser session."""
        return cls(role=Role.PUBLIC, session=session)

    @classmethod
    def requester(cls, *, ticket_id: int, session: str) -> "Actor":
        """Return the requester of one ticket: an actor that no two tickets share."""
        return cls(role=Role.REQUESTER, ticket_id=ticket_id, session=session)

    @classmethod
    def helper(cls, *, mandate_id: int, session: str, ticket_id: int | None = None) -> "Actor":
        """Return who acts for somebody under a mandate: on one ticket, or to report for them."""
        return cls(role=Role.HELPER, mandate_id=mandate_id, ticket_id=ticket_id, session=session)

    @classmethod
    def giver(cls, *, mandate_id: int, session: str) -> "Actor":
        """Return who gave a mandate to report for them, and holds its other code."""
        return cls(role=Role.REQUESTER, mandate_id=mandate_id, session=session)

    @classmethod
    def system(cls, name: str) -> "Actor":
        """Return a part of the system that acts as itself, by name."""
        return cls(role=Role.SYSTEM, system_name=name)

    @property
    def selves(self) -> frozenset[int]:
        """Return whose hands these are: the own, and those of whom somebody stands in for.

        Who had a hand in something does not decide on it as somebody's substitute, nor does a
        substitute on what was done by whoever is away.
        """
        return frozenset(one for one in (self.staff_id, self.for_id) if one is not None)

    @property
    def scope(self) -> str:
        """Return whose idempotency keys these are."""
        if self.staff_id is not None:
            return f"staff:{self.staff_id}"
        if self.system_name:
            return f"system:{self.system_name}"
        return f"session:{self.session}"
