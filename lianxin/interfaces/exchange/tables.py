"""Reading tables that people send: CSV in the encodings of Chinese offices, and XLSX workbooks."""

import codecs
import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lianxin.interfaces.exchange import refusals

Row = dict[str, str]
Cells = tuple[int, list[str]]

MEGABYTE = 1024 * 1024
LARGEST = 128  # megabytes; the whole country down to its villages has 50
UNPACKED = 512  # megabytes that a workbook may have once unpacked
RATIO = 100  # how often its packed size; honest workbooks stay under 30
ROWS = 1_000_000
COLUMNS = 200
# what openpyxl raises on a zip file that is no workbook, or one with entities in its XML
BROKEN = (
    InvalidFileException,
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
)
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)  # what gzip raises on what it cannot unpack


def read_table(path: Path, *, columns: Iterable[str] = ()) -> list[tuple[int, Row]]:
    """Return the rows of a CSV or XLSX file by column name, each with its line (the header is 1).

    Cells are text without surrounding spaces, days as 2026-11-23; empty rows are left out. Refuses
    files that cannot be read as a table, that lack one of `columns`, or that are too large.
    """
    return list(stream_table(path, columns=columns))


def stream_table(path: Path, *, columns: Iterable[str] = ()) -> Iterator[tuple[int, Row]]:
    """Return the rows of a table as `read_table` does, one by one: only one is held at a time.

    What is wrong with the file as a whole or its header is refused at once, a broken line when it
    is reached.
    """
    lines = _workbook(path) if _packed(path) else _text(path)
    _, header = next(lines, (1, []))
    names = _names(header, set(columns))
    return ((line, _row(names, cells, line)) for line, cells in _limited(lines))


def size_of(path: Path, *, limit: int = LARGEST) -> int:
    """Return how many bytes a file has, or refuse one that is missing or too large."""
    if not path.is_file():
        raise refusals.FileNotFound(path=str(path))
    size = path.stat().st_size
    if size > limit * MEGABYTE:
        raise refusals.FileTooLarge(size=size // MEGABYTE, limit=limit)
    return size


def decoded(content: bytes) -> str:
    """Return text in UTF-8 (with or without a mark), UTF-16 with a mark, or GB18030 (GBK)."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refusals.UnknownEncoding


def _packed(path: Path) -> bool:
    size_of(path)
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):  # the old XLS
        raise refusals.NotATable
    return start.startswith(b"PK\x03\x04")


def _text(path: Path) -> Iterator[Cells]:
    encoding = _encoding(path)
    with opened(path) as content, io.TextIOWrapper(content, encoding, newline="") as text:
        header = text.readline()
        delimiter = max(",;\t", key=header.count)
        reader = csv.reader(chain([header], text), delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                yield line, [cell.strip() for cell in cells]
                line = reader.line_num + 1
        except csv.Error as error:
            raise refusals.BrokenTable(line=line) from error


def opened(path: Path) -> gzip.GzipFile | io.BufferedReader:
    """Return a file's content as a stream, unpacked where it is packed with gzip."""
    with path.open("rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    return gzip.open(path) if zipped else path.open("rb")


def _encoding(path: Path) -> str:
    """Return in which encoding a text is, as `decoded` does, without holding it as a whole."""
    try:
        with opened(path) as content:
            mark = content.read(2)
    except DAMAGED as error:
        raise refusals.NotATable from error
    marked = mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise refusals.UnknownEncoding


def _decodes(path: Path, encoding: str) -> bool:
    decoder, size = codecs.getincrementaldecoder(encoding)(), 0
    try:
        with opened(path) as content:
            while block := content.read(MEGABYTE):
                size += len(block)
                if size > UNPACKED * MEGABYTE:
                    raise refusals.SwollenFile(limit=UNPACKED)
                if "\0" in decoder.decode(block):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    except DAMAGED as error:
        raise refusals.NotATable from error
    return True


def _workbook(path: Path) -> Iterator[Cells]:
    _check_unpacked(path)
    try:
        with path.open("rb") as file:
            sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
            sheet.reset_dimensions()  # what a workbook says about its own size is often wrong
            rows = sheet.iter_rows(max_col=COLUMNS + 1, values_only=True)
            for line, cells in enumerate(rows, 1):
                filled = any(value is not None for value in cells)
                yield line, [_cell(value) for value in cells] if filled else []
    except BROKEN as error:
        raise refusals.NotATable from error


def _check_unpacked(path: Path) -> None:
    # zipfile never reads more of a member than its declared size, so the declaration is enough
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise refusals.NotATable from error
    unpacked = sum(member.file_size for member in members)
    packed = max(path.stat().st_size, 1)
    swollen = unpacked > MEGABYTE and unpacked > RATIO * packed
    if swollen or unpacked > UNPACKED * MEGABYTE:
        raise refusals.SwollenFile(limit=UNPACKED)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # Excel has no whole numbers of its own
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _names(header: list[str], needed: set[str]) -> list[str]:
    while header and not header[-1]:
        header.pop()
    if len(header) > COLUMNS:
        raise refusals.BrokenTable(line=1)
    names = [name for name in header if name]
    if len(names) != len(set(names)):
        raise refusals.DoubledColumn(columns=", ".join(sorted(names)))
    if not names or not needed <= set(names):
        raise refusals.MissingColumns(columns=", ".join(sorted(needed - set(names))))
    return header


def _limited(lines: Iterator[Cells]) -> Iterator[Cells]:
    count = 0
    for line, cells in lines:
        if not any(cells):
            continue
        count += 1
        if count > ROWS:
            raise refusals.TooManyRows(limit=ROWS)
        yield line, cells


def _row(names: list[str], cells: list[str], line: int) -> Row:
    if any(cells[len(names) :]):
        raise refusals.BrokenTable(line=line)
    padded = chain(cells, [""] * (len(names) - len(cells)))
    return {name: cell for name, cell in zip(names, padded, strict=False) if name}
