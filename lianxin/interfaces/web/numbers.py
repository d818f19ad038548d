"""Numbers that addresses name: what is none, or is larger than any row's, names nothing."""

LARGEST = 2**63  # of what a row may be numbered with, the first that is too large
DIGITS = 19  # of the number before it


def number(said: str) -> int | None:
    """Return the number that a part of an address says, or None where no row can have it."""
    if not (said.isascii() and said.isdigit()) or len(said) > DIGITS:
        return None
    found = int(said)
    return found if found < LARGEST else None
