"""What does not fit together in the registers, for the page of those who keep them."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What is wrong."""

    DIVISION_WITHOUT_PARENT = "division_without_parent"  # the parent is out of force
    UNIT_WITHOUT_PARENT = "unit_without_parent"
    UNIT_WITHOUT_DIVISION = "unit_without_division"
    GRID_WITHOUT_COMMUNITY = "grid_without_community"
    GRID_WITHOUT_WORKER = "grid_without_worker"  # nobody has a post there
    POST_WITHOUT_UNIT = "post_without_unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: with what (`about`, `pk`), which people know as `code`."""

    kind: FaultKind
    about: str
    pk: int
    code: str
