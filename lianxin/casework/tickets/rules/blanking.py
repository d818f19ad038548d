"""Blanking a stretch of what was written, on request of whom it concerns: what is left for everybody to read."""

from collections.abc import Iterable, Mapping

from lianxin.casework.tickets.rules import refusals

BLANKS = "██"  # however long the stretch was
LEAST, MOST = 2, 200  # characters of a stretch
FILE = "file"  # of whose words only a hash stands here
TOLD = ("what", "where", "point")  # the words that say what is asked and where


def stretch(said: str) -> str:
    """Return the stretch that is meant, or refuse one that is too short or too long to be one."""
    meant = said.strip()
    if not LEAST <= len(meant) <= MOST:
        raise refusals.NotAStretch(least=LEAST, most=MOST)
    return meant


def blanked(text: str, meant: str) -> str:
    """Return a text with a stretch of it gone."""
    return text.replace(meant, BLANKS)


def instead(name: str, entry_id: int) -> str:
    """Return the name under which words of an entry are kept anew; what was so already stays so."""
    return name if placed(name) else f"{name}:{entry_id}"


def placed(name: str) -> tuple[int, str] | None:
    """Return the entry and the name in whose place words stand, or None where they are its own."""
    of, _sign, entry_id = name.rpartition(":")
    return (int(entry_id), of) if of and of != FILE and entry_id.isdecimal() else None


def anew(words: Iterable[Mapping[str, str | None]]) -> dict[tuple[int, str], str]:
    """Return what stands in the place of words that were taken out, by entry and name; the newest counts."""
    found: dict[tuple[int, str], str] = {}
    for said in words:
        for name, text in said.items():
            if (place := placed(name)) and text is not None:
                found[place] = text
    return found
