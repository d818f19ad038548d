"""Whether the signed heads and the witness file agree with the log and with each other."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from lianxin.foundation.ledger import queries, signing
from lianxin.foundation.ledger.models import Entry, Head
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying.reading import UNREADABLE, content, is_number, rows

GRACE = timedelta(minutes=10)  # a head comes within a minute; a worker may be started anew

Said = Mapping[str, object]
Line = tuple[int, Said | None]  # its number, and what it says if it can be read


def all_heads() -> dict[int, Head | None]:
    """Return every head by its size, smallest first; one that cannot be read is None."""
    try:
        ids = list(Head.objects.order_by("size").values_list("pk", flat=True))
    except UNREADABLE:
        return {}  # `uncovered` meets it again, and is named
    return rows(Head.objects.all(), ids)


def lines() -> list[Line]:
    """Return what each line of the witness file says, or None where it says nothing of a head."""
    path = Path(settings.LIANXIN_WITNESS)
    try:
        written = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    except OSError:
        return [(0, None)]
    # a line torn by a kill is the sealer's to mend
    whole = [line for line in written if line.endswith(b"\n")]
    return [(number, _said(line)) for number, line in enumerate(whole, 1)]


def _said(line: bytes) -> Said | None:
    try:
        said = json.loads(line)
        if said == queries.BEGINS or queries.REBUILT in said:
            return {**said}
        is_head = type(said["size"]) is int and said["size"] >= 0 and said["root"]
    except UNREADABLE:
        return None
    return {**said} if is_head else None


def sizes(witness: Iterable[Line]) -> dict[int, list[Said]]:
    """Return what the witness file says of heads, by their size."""
    found: dict[int, list[Said]] = {}
    for _, said in witness:
        if said is not None and isinstance(size := said.get("size"), int):
            found.setdefault(size, []).append(said)
    return found


def marks(witness: Iterable[Line]) -> Iterator[Fault]:
    """Yield the lines of the witness file that cannot be read, or that say that it was begun anew."""
    for number, said in witness:
        if said is None:
            yield Fault(code="witness-damaged", where=f"line {number}")
        elif queries.REBUILT in said:
            detail = f"begun anew at the head of {said[queries.REBUILT]}"
            yield Fault(code="witness-rebuilt", where=f"line {number}", detail=detail)


def signed(
    heads: Mapping[int, Head | None],
    roots: Mapping[int, bytes],
    witnessed: Mapping[int, list[Said]],
    now: datetime,
) -> Iterator[Fault]:
    """Yield the heads that are not ours, that the log does not agree with, or that nobody witnessed."""
    for size, head in heads.items():
        where = f"head {size}"
        if head is None or not _is_signed(head):
            yield Fault(code="head-forged", where=where)
        elif roots[size] != content(head.root):
            yield Fault(code="head-differs", where=where)
        elif size not in witnessed and head.at < now - GRACE:
            yield Fault(code="witness-missing", where=where)


def _is_signed(head: Head) -> bool:
    try:
        signature = content(head.signature)
        return bool(content(head.root)) and signing.holds(
            queries.statement(head), head.key_id, signature
        )
    except UNREADABLE:
        return False


def witnessed(
    told: Mapping[int, list[Said]], heads: Mapping[int, object], roots: Mapping[int, bytes]
) -> Iterator[Fault]:
    """Yield what the witness file tells of a head and the log does not."""
    for size, said in ((size, said) for size, many in told.items() for said in many):
        where = f"witnessed head {size}"
        if not is_ours(said):
            yield Fault(code="witness-forged", where=where)
        elif roots[size].hex() != said["root"]:
            yield Fault(code="rolled-back", where=where, detail="the log no longer agrees with it")
        elif size not in heads:
            yield Fault(code="head-missing", where=where)


def uncovered(told: Iterable[int], now: datetime) -> Iterator[Fault]:
    """Yield from where on no head, in the table or in the witness file, covers what is sealed."""
    known = Head.objects.values_list("size", flat=True)  # also what was signed since the beginning
    covered = max(filter(is_number, (*known, *told)), default=0)
    # what was imported says when it was done elsewhere, not when it came
    late = Entry.objects.filter(imported=False, at__lt=now - GRACE, seal__position__gte=covered)
    first = late.order_by("seal__position").values_list("seal__position", flat=True).first()
    if first is not None and not _is_signed_soon(now):
        detail = "no head covers what is sealed from here on"
        yield Fault(code="head-missing", where=f"position {first}", detail=detail)


def _is_signed_soon(now: datetime) -> bool:
    """Return whether a worker is at work, which signs within a minute what it has just sealed.

    A backlog is older than the seals over it: without this a worker's first round would look
    like heads cut off.
    """
    try:
        health = queries.health(now)
    except UNREADABLE:
        return False
    failing = {part.name for part in health.parts if part.failed_at}
    return health.alive and queries.SIGNER not in failing


def is_ours(said: Said) -> bool:
    """Return whether a statement bears a signature of this installation."""
    body = {name: value for name, value in said.items() if name != "signature"}
    try:
        return signing.holds(body, str(said["key_id"]), bytes.fromhex(str(said["signature"])))
    except UNREADABLE:
        return False
