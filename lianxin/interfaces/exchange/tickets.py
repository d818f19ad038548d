"""Importing tickets of another system: in small chunks, as often as one likes, without doubles."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from lianxin.casework.tickets import actions
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules.importing import ImportedTicket, check
from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.exchange import refusals
from lianxin.interfaces.exchange.mapping import TicketMap
from lianxin.interfaces.exchange.tables import Row, stream_table
from lianxin.interfaces.exchange.translating import Translator

CHUNK = 100  # tickets in one transaction: some 50 ms of writing on SQLite

Line = tuple[int, Row]
Read = tuple[int, ImportedTicket]


@dataclass(frozen=True, kw_only=True)
class RefusedRow:
    """One row that was not taken, as a report tells it."""

    line: int
    ref: str
    reason: str


@dataclass(kw_only=True)
class Report:
    """What has come of an import so far."""

    rows: int = 0
    added: int = 0
    known: int = 0
    refused: int = 0


def count(path: Path, mapping: TicketMap) -> int:
    """Return how many rows a table has; a broken line is refused before anything is written."""
    return sum(1 for _ in stream_table(path, columns=mapping.columns()))


class TicketImport:
    """One run over a table; its report is right at any moment, also when the run is stopped.

    A dry run checks every row that is not here yet, and writes nothing. Refused rows are handed to
    `refuse` with the reason in the language that is active.
    """

    def __init__(
        self,
        mapping: TicketMap,
        *,
        by: Actor,
        at: datetime,
        refuse: Callable[[RefusedRow], None],
        dry: bool = False,
    ) -> None:
        self.mapping, self.by, self.at = mapping, by, at
        self.refuse, self.dry = refuse, dry
        self.translator = Translator(mapping, at)
        tickets.can_promise(mapping.division.constant, at)
        self.report = Report()
        self.lines: dict[str, int] = {}  # where each id stood first
        self.bad: list[RefusedRow] = []  # of the chunk at hand

    def take(self, path: Path, progress: Callable[[int], None] = lambda rows: None) -> None:
        """Take in every row of a table that can be taken and is not here yet."""
        rows = stream_table(path, columns=self.mapping.columns())
        while chunk := list(islice(rows, CHUNK)):
            self._chunk(chunk)
            progress(len(chunk))

    def _chunk(self, chunk: list[Line]) -> None:
        self.report.rows += len(chunk)
        named = list(self._named(chunk))
        here = tickets.imported(self.mapping.source, [row[self.mapping.id] for _, row in named])
        self.report.known += len(here)
        read = list(self._read(line for line in named if line[1][self.mapping.id] not in here))
        try:
            added = self._write(read)
        except Refusal:  # one of them: each is tried by itself
            added = sum(self._written_alone(one) for one in read)
        self.report.added += added
        self.report.refused += len(self.bad)
        for row in sorted(self.bad, key=lambda bad: bad.line):
            self.refuse(row)
        self.bad.clear()

    def _named(self, chunk: list[Line]) -> Iterator[Line]:
        for line, row in chunk:
            ref = row[self.mapping.id]
            if not ref:
                self._no(line, ref, refusals.MissingCell(column=self.mapping.id))
            elif (first := self.lines.setdefault(ref, line)) != line:
                self._no(line, ref, refusals.DoubledId(id=ref[:96], first=first))
            else:
                yield line, row

    def _read(self, rows: Iterator[Line]) -> Iterator[Read]:
        for line, row in rows:
            try:
                ticket = self.translator.ticket(row)
                check(ticket, now=self.at)
            except Refusal as refusal:
                self._no(line, row[self.mapping.id], refusal)
            else:
                yield line, ticket

    def _write(self, read: list[Read]) -> int:
        if self.dry:
            return len([tickets.terms(ticket, self.at) for _, ticket in read])
        rows = [ticket for _, ticket in read]
        return actions.import_chunk(source=self.mapping.source, rows=rows, by=self.by, at=self.at)

    def _written_alone(self, one: Read) -> int:
        line, ticket = one
        try:
            return self._write([one])
        except Refusal as refusal:
            self._no(line, ticket.ref, refusal)
            return 0

    def _no(self, line: int, ref: str, refusal: Refusal) -> None:
        self.bad.append(RefusedRow(line=line, ref=ref, reason=words.of(refusal)))
