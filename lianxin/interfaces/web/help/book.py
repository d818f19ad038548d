"""What help there is: its pages in their order, for whom each is, and which pages of the product it explains."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.urls import ResolverMatch

from lianxin.foundation.actor import STAFF, Role


class Shelf(StrEnum):
    """For whom a page is written: a folder of Markdown in each language."""

    RESIDENT = "resident"
    STAFF = "staff"


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One page: its file's name, who needs it first, and the pages and steps that it explains."""

    name: str
    roles: frozenset[Role] = frozenset()
    explains: tuple[str, ...] = ()


HOTLINE = frozenset({Role.AGENT, Role.DISPATCHER, Role.SUPERVISOR})
UNITS = frozenset({Role.HANDLER, Role.UNIT_LEAD, Role.GRID_WORKER})
# The page of each role explains the first page after signing in.
OF_A_ROLE: Mapping[Role, str] = {
    role: role.value.replace("_", "-") for role in Role if role in STAFF
}
SHELVES: Mapping[Shelf, tuple[Leaf, ...]] = {
    Shelf.RESIDENT: (
        Leaf(
            name="report",
            explains=(
                "report-what",
                "report-where",
                "report-building",
                "report-known",
                "report-contact",
            ),
        ),
        Leaf(name="follow", explains=("progress", "progress-ticket", "progress-lost")),
        Leaf(name="rate", explains=("progress-answer", "progress-rate")),
        Leaf(name="objections", explains=("progress-object", "progress-refuse")),
        Leaf(
            name="helper",
            explains=("mandate-open", "mandate-new", "mandate-helping", "progress-helpers"),
        ),
        Leaf(name="who-looked", explains=("progress-looked", "progress-data", "purposes")),
        Leaf(name="places", explains=("places", "place")),
        Leaf(name="big-letters"),
    ),
    Shelf.STAFF: (
        *(Leaf(name=name, roles=frozenset({role})) for role, name in OF_A_ROLE.items()),
        Leaf(
            name="new-request",
            roles=frozenset({Role.AGENT, Role.DISPATCHER, Role.GRID_WORKER}),
            explains=(
                "staff-intake",
                "staff-taken",
                "write_down",
                "accept",
                "dispatch",
                "answer",
                "meet",
                "split",
            ),
        ),
        Leaf(
            name="desk",
            roles=HOTLINE | {Role.CALLER},
            explains=("staff-desk-ticket", "staff-keys"),
        ),
        Leaf(
            name="many",
            roles=HOTLINE | {Role.UNIT_LEAD},
            explains=(
                "staff-desk-bulk",
                "staff-desk-narrow",
                "staff-desk-views",
                "staff-desk-view",
            ),
        ),
        Leaf(
            name="find",
            roles=HOTLINE | UNITS | {Role.CALLER, Role.AUDITOR},
            explains=("staff-search",),
        ),
        Leaf(name="reply", roles=UNITS, explains=("staff-ticket", "sign", "contact", "reply")),
        Leaf(
            name="field",
            roles=frozenset({Role.GRID_WORKER, Role.HANDLER}),
            explains=("field",),
        ),
        Leaf(
            name="return",
            roles=frozenset({Role.UNIT_LEAD, Role.SUPERVISOR}),
            explains=("ask_return", "grant_return", "refuse_return"),
        ),
        Leaf(
            name="hold",
            roles=frozenset({Role.UNIT_LEAD, Role.SUPERVISOR}),
            explains=(
                "ask_extension",
                "grant_extension",
                "ask_hold",
                "put_on_hold",
                "release_hold",
            ),
        ),
        Leaf(
            name="co-handling",
            roles=frozenset({Role.UNIT_LEAD, Role.HANDLER}),
            explains=("co_handle", "report_stage", "whistle", "answer_whistle"),
        ),
        Leaf(
            name="revisit",
            roles=frozenset({Role.CALLER, Role.AUDITOR}),
            explains=("staff-revisits", "staff-revisit", "try_call", "call", "give_up"),
        ),
        Leaf(
            name="figures",
            roles=frozenset({Role.SUPERVISOR, Role.UNIT_LEAD, Role.AUDITOR}),
            explains=("staff-figures", "staff-figures-compare", "staff-panels", "staff-panel"),
        ),
        Leaf(
            name="tables",
            roles=frozenset({Role.UNIT_LEAD}),
            explains=("staff-tables", "staff-table", "staff-table-new"),
        ),
        Leaf(
            name="evaluation",
            roles=frozenset({Role.UNIT_LEAD, Role.SUPERVISOR, Role.AUDITOR}),
            explains=("staff-evaluations", "staff-evaluation"),
        ),
        Leaf(
            name="privacy",
            roles=HOTLINE | {Role.CALLER, Role.AUDITOR},
            explains=("staff-privacy", "staff-contact", "answer_right", "blank"),
        ),
        Leaf(
            name="first-run",
            roles=frozenset({Role.ADMINISTRATOR}),
            explains=("staff-start", "staff-registers"),
        ),
    ),
}


def leaf(shelf: Shelf, name: str) -> Leaf | None:
    """Return a page of a shelf, or None where it has none of that name."""
    return next((one for one in SHELVES[shelf] if one.name == name), None)


def explaining(match: ResolverMatch | None) -> tuple[Shelf, str] | None:
    """Return which page explains the page of an address, if one does."""
    if match is None:
        return None
    asked = {str(match.url_name)}
    if match.url_name == "staff-step":
        asked = {str(match.kwargs["name"])}  # a step, by its own name
    for shelf, leaves in SHELVES.items():
        for one in leaves:
            if asked & set(one.explains):
                return shelf, one.name
    return None
