"""Messages in a file, for the subcommands that compare them; rows without a use are told one by one."""

import csv
import gzip
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.followers.triage.similar.evidence import Message, Messages
from lianxin.followers.triage.similar.problems import Problems
from lianxin.interfaces.exchange.tables import stream_table
from lianxin.interfaces.exchange.tickets import RefusedRow
from lianxin.interfaces.jobs.progress import bar
from lianxin.interfaces.jobs.rejects import Tell

SOME_REFUSED = 1  # exit status


@dataclass(kw_only=True)
class Counting:
    """Tells refused rows on, and remembers whether there were any."""

    tell: Tell
    refused: int = field(default=0, init=False)

    def __call__(self, line: int, ref: str, reason: str) -> None:
        """Tell one row that cannot be used."""
        self.refused += 1
        self.tell(RefusedRow(line=line, ref=ref, reason=reason))

    def leave(self) -> None:
        """End the program as one that left rows out, where it did."""
        if self.refused:
            sys.exit(SOME_REFUSED)


def read(path: Path, refuse: Counting) -> dict[str, Message]:
    """Return the messages of a file by their ids, in its order."""
    found: dict[str, Message] = {}
    for line, row in stream_table(path, columns=("id", "title", "detail")):
        if not row["id"]:
            refuse(line, "", _("The row has no id."))
        elif row["id"] in found:
            refuse(line, row["id"], _("This id stands further up already."))
        else:
            found[row["id"]] = Message(title=row["title"], detail=row["detail"])
    return found


def compared(messages: Mapping[str, Message]) -> Problems:
    """Compare messages, and show how far it is."""
    count = len(messages)
    with bar("Comparing messages", 2 * count) as advance:
        spelt = Messages(list(messages.values()))
        advance(count)
        return Problems(spelt, advance=advance)


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as CSV, packed where its name ends so."""
    packed = path.suffix == ".gz"
    opened = gzip.open if packed else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(header)
        table.writerows(rows)
