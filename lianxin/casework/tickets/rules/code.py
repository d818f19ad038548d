"""Ticket numbers and query codes: how they are written, read aloud, mistyped and still understood."""

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12  # 60 bits
MISHEARD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
NUMBER_DIGITS = 9


def number(ticket_id: int) -> str:
    """Return a ticket's number: nine digits and a check digit, easy to say on the phone."""
    digits = f"{ticket_id:0{NUMBER_DIGITS}d}"
    return f"{digits}{_check(digits)}"


def ticket_id(said: str) -> int | None:
    """Return the id that a number stands for, or None where it is mistyped or none."""
    digits = "".join(char for char in said if char.isascii() and char.isdigit())
    if len(digits) <= NUMBER_DIGITS or len(digits) > 18 or _check(digits[:-1]) != digits[-1]:
        return None
    return int(digits[:-1])


def _check(digits: str) -> str:
    """Return the check digit of ISO/IEC 7064, MOD 11,10: it finds every single slip."""
    rest = 10
    for digit in digits:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return str((11 - rest) % 10)


def spell(bits: bytes) -> str:
    """Return the first 60 of some random-looking bits as a query code."""
    number_ = int.from_bytes(bits[:8], "big") >> 4
    return "".join(CROCKFORD[number_ >> 5 * place & 31] for place in reversed(range(CODE_LENGTH)))


def normal(said: str) -> str:
    """Return a query code as it was given out, whatever was typed for it."""
    kept = "".join(char for char in said.upper() if char.isalnum())
    return kept.translate(MISHEARD)


def grouped(code: str) -> str:
    """Return a query code in groups of four, as it is shown."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
