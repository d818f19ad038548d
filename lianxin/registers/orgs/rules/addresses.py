"""Which grid does an address mean: names of grids, communities and towns found in its characters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lianxin.registers.orgs.rules.codes import lineage

ENDINGS = (
    "社区居民委员会",
    "村村民委员会",
    "居民委员会",
    "村民委员会",
    "社区居委会",
    "村委会",
    "居委会",
    "街道办事处",
    "人民政府",
    "社区",
    "街道",
    "网格",
    "地区",
    "镇",
    "乡",
    "村",
)
SHORTEST = 2  # characters; one alone is found in any text
READ = 500  # characters of an address that are looked at
OFFERED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A grid or division that an address may name; a division has no grid id."""

    code: str
    name: str
    grid_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that the text names: by which characters, and how many speak for it in all.

    `weight` also counts the names of what the place lies in, so that 柳桥街道幸福社区 is not taken
    for the other 幸福社区.
    """

    place: Place
    matched: str
    weight: int


Names = Mapping[str, tuple[Place, ...]]


def names(places: Iterable[Place]) -> Names:
    """Return places by each of their names: the full one, and the one without its ending."""
    found: dict[str, tuple[Place, ...]] = {}
    for place in places:
        for name in {place.name, *_short(place.name)}:
            found[name] = (*found.get(name, ()), place)
    return found


def candidates(text: str, known: Names) -> list[Candidate]:
    """Return the places that a text names, the one with the longest match first."""
    matched = _matched(text[:READ], known)
    by_code = {place.code: name for place, name in matched.items()}
    found = [
        Candidate(
            place=place,
            matched=name,
            weight=sum(len(by_code.get(code, "")) for code in _codes(place)),
        )
        for place, name in matched.items()
    ]
    return sorted(found, key=_rank)[:OFFERED]


def _rank(candidate: Candidate) -> tuple[int, int, str]:
    return -candidate.weight, -len(candidate.matched), candidate.place.code


def _matched(text: str, known: Names) -> dict[Place, str]:
    longest = max(map(len, known), default=0)
    found: dict[Place, str] = {}
    for start in range(len(text)):
        for end in range(start + SHORTEST, min(start + longest, len(text)) + 1):
            for place in known.get(text[start:end], ()):
                if end - start > len(found.get(place, "")):
                    found[place] = text[start:end]
    return found


def _short(name: str) -> Iterable[str]:
    for ending in ENDINGS:
        short = name.removesuffix(ending)
        if short != name and len(short) >= SHORTEST:
            return (short,)
    return ()


def _codes(place: Place) -> list[str]:
    above = lineage(place.code[:12])
    return above if place.grid_id is None else [place.code, *above]
