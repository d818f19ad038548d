"""Division codes (12 digits, 2+2+2+3+3) and grid codes (a community's code and a serial number)."""

import re
from enum import StrEnum

from lianxin.registers.orgs.rules.refusals import (
    KindDoesNotFit,
    NotADivisionCode,
    NotAGridCode,
    ParentDoesNotFit,
    UnknownKind,
)

LEVELS = (
    2,
    4,
    6,
    9,
    12,
)  # how many digits are significant: province, city, district, town, village
DIGITS = re.compile(r"[0-9]{12}")
GRID_DIGITS = re.compile(r"[0-9]{15}")


class DivisionKind(StrEnum):
    """What a division is; towns (镇, 乡) are townships and villages have a villagers' committee."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    TOWNSHIP = "township"
    COMMUNITY = "community"
    VILLAGE = "village"


LEVEL_OF = {
    DivisionKind.PROVINCE: 2,
    DivisionKind.CITY: 4,
    DivisionKind.DISTRICT: 6,
    DivisionKind.SUBDISTRICT: 9,
    DivisionKind.TOWNSHIP: 9,
    DivisionKind.COMMUNITY: 12,
    DivisionKind.VILLAGE: 12,
}

# The last three significant digits say what a town or village is (rules for statistical division
# codes); 400 to 599 are bodies like it (farms, development zones), counted as either kind of town.
NUMBERS: dict[DivisionKind, tuple[range, ...]] = {
    DivisionKind.SUBDISTRICT: (range(1, 100), range(400, 600)),
    DivisionKind.TOWNSHIP: (range(100, 400), range(400, 600)),
    DivisionKind.COMMUNITY: (range(1, 200), range(400, 500)),
    DivisionKind.VILLAGE: (range(200, 400), range(500, 600)),
}


def significant(code: str) -> str:
    """Return the leading digits that tell a division from its siblings: the prefix of its scope."""
    if not DIGITS.fullmatch(code):
        raise NotADivisionCode(code=code)
    level = next((level for level in LEVELS if not code[level:].strip("0")), LEVELS[-1])
    # the digits of a county may be zeros (东莞 has towns and no counties), those above never
    above_is_empty = level == LEVELS[-1] and code[6:9] == "000"
    if code[:2] == "00" or (level > LEVELS[1] and code[2:4] == "00") or above_is_empty:
        raise NotADivisionCode(code=code)
    return code[:level]


def padded(prefix: str) -> str:
    """Return the 12-digit code of a scope prefix."""
    return prefix.ljust(12, "0")


def span(prefix: str) -> tuple[str, str]:
    """Return the first and the last code within a scope prefix: a range that an index can serve."""
    return prefix.ljust(12, "0"), prefix.ljust(12, "9")


def lineage(code: str) -> list[str]:
    """Return the 12-digit codes of a division and of all that it is part of, its own first."""
    own = significant(code)
    codes = [padded(own[:level]) for level in LEVELS if level <= len(own)]
    return list(dict.fromkeys(reversed(codes)))


def kind_of(code: str) -> DivisionKind:
    """Return the kind that the code alone says."""
    own = significant(code)
    for kind in DivisionKind:
        if _fits(own, kind):
            return kind
    raise NotADivisionCode(code=code)


def _fits(own: str, kind: DivisionKind) -> bool:
    if len(own) != LEVEL_OF[kind]:
        return False
    ranges = NUMBERS.get(kind)
    return ranges is None or any(int(own[-3:]) in numbers for numbers in ranges)


def checked_kind(code: str, kind: str) -> DivisionKind:
    """Return the kind that a row gives, or what its code says if it gives none; refuse a misfit."""
    by_code = kind_of(code)
    if not kind:
        return by_code
    if kind not in LEVEL_OF:
        raise UnknownKind(kind=kind)
    said = DivisionKind(kind)
    if not _fits(significant(code), said):
        raise KindDoesNotFit(kind=kind, code=code)
    return said


def check_parent(code: str, parent: str) -> None:
    """Refuse a parent that the code does not lie in; only provinces have none."""
    own = significant(code)
    if not parent:
        if len(own) > LEVELS[0]:
            raise ParentDoesNotFit(code=code, parent="")
        return
    above = significant(parent)
    if len(above) >= len(own) or not own.startswith(above):
        raise ParentDoesNotFit(code=code, parent=parent)


def community_of(grid_code: str) -> str:
    """Return the division code of the community that a grid code belongs to, or refuse."""
    community, serial = grid_code[:12], grid_code[12:]
    if not GRID_DIGITS.fullmatch(grid_code) or serial == "000":
        raise NotAGridCode(code=grid_code)
    try:
        level = LEVEL_OF[kind_of(community)]
    except NotADivisionCode as refusal:
        raise NotAGridCode(code=grid_code) from refusal
    if level < LEVELS[-1]:
        raise NotAGridCode(code=grid_code)
    return community
