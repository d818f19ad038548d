"""Codes that people read off paper, say on the phone and mistype: how they are spelled and understood."""

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5  # that one sign stands for
MISHEARD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def spell(bits: bytes, length: int) -> str:
    """Return the first of some random-looking bits as a code of so many signs."""
    size = -(-length * BITS // 8)
    number = int.from_bytes(bits[:size], "big") >> (size * 8 - length * BITS)
    return "".join(CROCKFORD[number >> BITS * place & 31] for place in reversed(range(length)))


def normal(said: str) -> str:
    """Return a code as it was given out, whatever was typed for it."""
    kept = "".join(char for char in said.upper() if char.isalnum())
    return kept.translate(MISHEARD)


def grouped(code: str, by: int = 4) -> str:
    """Return a code in groups of a few signs, as it is shown."""
    return "-".join(code[start : start + by] for start in range(0, len(code), by))
