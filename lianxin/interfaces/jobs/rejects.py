"""Refused rows of an import, for the person who sent the file: in the terminal, and in a table."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.interfaces.exchange.tickets import RefusedRow

SHOWN = 20  # rows in the terminal; the table has them all
FORMULA = ("=", "+", "-", "@", "\t")  # what spreadsheets would carry out

Tell = Callable[[RefusedRow], None]


@contextmanager
def rejects(path: Path | None, say: Callable[[str], object]) -> Iterator[Tell]:
    """Yield what tells a refused row; what a stopped import refused stands in the table too."""
    if path is None:
        with _first(say) as tell:
            yield tell
        return
    # with a mark, so that spreadsheets take it for UTF-8
    with path.open("w", encoding="utf-8-sig", newline="") as file, _first(say) as first:
        table = csv.writer(file)
        table.writerow(["line", "id", "reason"])

        def tell_both(row: RefusedRow) -> None:
            plain = f"'{row.ref}" if row.ref.startswith(FORMULA) else row.ref
            table.writerow([row.line, plain, row.reason])
            first(row)

        yield tell_both


@contextmanager
def _first(say: Callable[[str], object]) -> Iterator[Tell]:
    """Yield what shows the first refused rows, and at the end say how many more there were."""
    count = 0

    def tell(row: RefusedRow) -> None:
        nonlocal count
        count += 1
        if count <= SHOWN:
            said = {"line": row.line, "id": row.ref or "–", "reason": row.reason}
            say(_("line %(line)d (%(id)s): %(reason)s") % said)

    try:
        yield tell
    finally:
        if count > SHOWN:
            say(_("… and %(more)d more.") % {"more": count - SHOWN})
