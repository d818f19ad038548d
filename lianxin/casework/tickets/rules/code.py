"""Ticket numbers, said on the phone and mistyped; and how long a query code is."""

CODE_LENGTH = 12  # 60 bits
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
