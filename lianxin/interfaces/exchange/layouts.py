"""A filled table in the asker's own XLSX layout: the layout is looked at before it is kept, and filled by unit."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import CellCoordinatesException
from openpyxl.worksheet.worksheet import Worksheet

from lianxin.interfaces.exchange import refusals
from lianxin.interfaces.exchange.tables import BROKEN

KILOBYTE = 1024
LARGEST = 512  # kilobytes of a layout
UNPACKED = 16 * KILOBYTE * KILOBYTE
MEMBERS = 200
ROWS, COLUMNS = 500, 100  # of a layout's sheet
CELLS = 50_000
ELEMENTS = 500_000  # of one part
HOLE = re.compile(r"\{\{\s*([^{}]{1,80}?)\s*\}\}")
# parts of a workbook that run, fetch or embed something, or that cannot be carried over
DENIED = re.compile(
    r"vbaproject|activex|embeddings|externallinks|connections\.xml|querytables|customui|ctrlprops"
    r"|macrosheets|dialogsheets|drawings|media/|charts|pivot|webextensions",
    re.IGNORECASE,
)
# what asks nothing of whoever opens the workbook: a plain value, and which cells are printed
CONSTANT = re.compile(r'"[^"]*"|-?[0-9]{1,15}(\.[0-9]{1,6})?')
CORNER = r"\$?[A-Z]{0,3}\$?[0-9]{0,7}"
SPOT = rf"(?:'[^'\[\]|,]+'|[^'()\[\]|,!]+)!{CORNER}(?::{CORNER})?"
PRINTED = re.compile(rf"{SPOT}(?:,{SPOT})*")
PRINTING = ("_xlnm.Print_Area", "_xlnm.Print_Titles")
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?")  # 007 stays text
FAULTY = (*BROKEN, DefusedXmlException, CellCoordinatesException, zlib.error, OverflowError)
NO_XML = "\ufffe\uffff"  # no XML may hold them
Row = Mapping[str, str]


def checked(content: bytes, *, once: Collection[str], each: Collection[str]) -> None:
    """Refuse a layout that cannot be filled in, or that carries more than cells.

    `once` are the placeholders that hold for the whole table, `each` those of one unit; at least
    one of these must be there.
    """
    book = _opened(content)
    found: set[str] = set()
    for sheet in book.worksheets:
        rows = {cell.row for cell in _cells(sheet) if _holes(cell) & {*each}}
        if rows and len(rows) <= max(rows) - min(rows):
            raise refusals.LayoutRowsApart(sheet=sheet.title)
        for cell in _cells(sheet):
            if cell.data_type == "f":
                raise refusals.LayoutHasFormula(cell=f"{sheet.title}!{cell.coordinate}")
            found |= _holes(cell)
    if unknown := sorted(found - {*once, *each}):
        raise refusals.LayoutUnknown(names=", ".join(unknown))
    if not found & {*each}:
        raise refusals.LayoutEmpty


def filled(content: bytes, *, once: Row, each: Sequence[Row], names: Collection[str]) -> bytes:
    """Return a layout filled in: rows with placeholders of a unit repeat for each; nothing is a formula."""
    book = _opened(content)
    for sheet in book.worksheets:
        rows = sorted({cell.row for cell in _cells(sheet) if _holes(cell) & {*names}})
        if rows:
            _repeat(sheet, rows[0], rows[-1], len(each))
        height = rows[-1] - rows[0] + 1 if rows else 1
        for cell in _cells(sheet):
            place = (cell.row - rows[0]) // height if rows else -1
            of = each[place] if 0 <= place < len(each) else {}
            _fill(cell, {**once, **of})
    return _saved(book)


def plain(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows below their heads as a workbook, where there is no layout; nothing is a formula."""
    book = Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate([head, *rows], 1):
        for column, said in enumerate(row, 1):
            cell = sheet.cell(row=number, column=column)
            assert isinstance(cell, Cell)  # noqa: S101  for mypy
            _put(cell, said, whole=number > 1)
    return _saved(book)


def _opened(content: bytes) -> Workbook:
    if len(content) > LARGEST * KILOBYTE:
        raise refusals.LayoutTooLarge(limit=LARGEST)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _members(archive)
        return load_workbook(io.BytesIO(content), keep_vba=False, keep_links=False)
    except FAULTY as error:
        raise refusals.NotALayout from error


def _members(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook by what it is packed of, before anything reads it as one."""
    members = archive.infolist()
    if len(members) > MEMBERS or sum(one.file_size for one in members) > UNPACKED:
        raise refusals.LayoutSwollen
    if any(one.flag_bits & 1 for one in members):
        raise refusals.NotALayout
    denied = next((one.filename for one in members if DENIED.search(one.filename)), None)
    if denied or b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise refusals.LayoutActive(part=denied or "macros")
    for one in members:
        with archive.open(one) as part:
            _look(part, xml=one.filename.casefold().endswith((".xml", ".rels")))


def _look(part: IO[bytes], *, xml: bool) -> None:
    """Refuse a part whose cells or merged ranges reach further than a layout does: reading it would take for ever.

    Every part is looked at: a relationship makes a sheet of any, whatever its name.
    """
    cells = merged = 0
    for name, element in _elements(part, xml=xml):
        _still(name, element)
        if name == "c":
            cells += 1
            _area(element.get("r") or "A1")
        elif name == "mergeCell":
            merged += _area(element.get("ref") or "A1")  # each of its cells is made
        elif name == "row" and int(element.get("r") or 0) > ROWS:
            raise refusals.LayoutTooWide(rows=ROWS, columns=COLUMNS)
        if max(cells, merged) > CELLS:
            raise refusals.LayoutSwollen


def _elements(part: IO[bytes], *, xml: bool) -> Iterator[tuple[str, Element]]:
    """Yield the elements of a part by their names; what is not XML from its first byte on has none."""
    begun, count = False, 0
    try:
        for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
            begun = True
            if event == "start":
                count += 1
                continue
            if count > ELEMENTS:
                raise refusals.LayoutSwollen
            yield element.tag.rpartition("}")[2], element
            element.clear()
    except ParseError:
        if begun or xml:
            raise


def _area(reference: str) -> int:
    """Return how many cells a range has, or refuse one that reaches too far."""
    left, top, right, bottom = range_boundaries(reference)
    if not (left and top and right and bottom) or right > COLUMNS or bottom > ROWS:
        raise refusals.LayoutTooWide(rows=ROWS, columns=COLUMNS)
    return (right - left + 1) * (bottom - top + 1)


def _still(name: str, element: Element) -> None:
    """Refuse what leads out of a workbook, or counts something wherever it stands but in a cell."""
    said = (element.text or "").strip()
    printed = element.get("name") in PRINTING and PRINTED.fullmatch(said)
    active = {
        "Relationship": (element.get("TargetMode") or "").casefold() == "external",
        "hyperlink": True,
        "definedName": not printed,
        "formula": not CONSTANT.fullmatch(said),
        "formula1": not CONSTANT.fullmatch(said),
        "formula2": not CONSTANT.fullmatch(said),
        "cfvo": element.get("type") == "formula",
        "calculatedColumnFormula": True,
        "totalsRowFormula": True,
    }
    if active.get(name):
        raise refusals.LayoutActive(part=name)


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    """Yield the cells that are there; merged ones have their value in the first."""
    for row in sheet.iter_rows():
        yield from (cell for cell in row if isinstance(cell, Cell) and cell.value is not None)


def _holes(cell: Cell) -> set[str]:
    return set(HOLE.findall(cell.value)) if isinstance(cell.value, str) else set()


def _repeat(sheet: Worksheet, first: int, last: int, times: int) -> None:
    """Make room below a block of rows, and copy it, with its looks and merged cells, so that it stands there for each."""
    height, extra = last - first + 1, (times - 1) * (last - first + 1)
    merged = [one.bounds for one in sheet.merged_cells.ranges]
    for left, top, right, bottom in merged:
        sheet.unmerge_cells(None, top, left, bottom, right)
    width, end = sheet.max_column, sheet.max_row
    if extra > 0 and end > last:
        area = f"A{last + 1}:{get_column_letter(width)}{end}"
        sheet.move_range(area, rows=extra)
    for place in range(1, times):
        for row in range(first, last + 1):
            _copy_row(sheet, row, row + place * height, width)
    for left, top, right, bottom in merged:
        if first <= top and bottom <= last:
            moves = [place * height for place in range(max(times, 1))]
        else:
            moves = [extra if top > last else 0]
        for move in moves:
            sheet.merge_cells(None, top + move, left, bottom + move, right)


def _copy_row(sheet: Worksheet, source: int, target: int, width: int) -> None:
    sheet.row_dimensions[target].height = sheet.row_dimensions[source].height
    for column in range(1, width + 1):
        old, new = sheet.cell(source, column), sheet.cell(target, column)
        if isinstance(old, Cell) and isinstance(new, Cell):
            new.value = old.value
            if old.has_style:
                new._style = copy(old._style)  # type: ignore[attr-defined]  # openpyxl's own way


def _fill(cell: Cell, said: Row) -> None:
    text = cell.value
    if not isinstance(text, str):
        return
    alone = HOLE.fullmatch(text.strip())
    if alone:
        _put(cell, said.get(alone[1], ""), whole=True)
    elif HOLE.search(text):
        _put(cell, HOLE.sub(lambda hole: said.get(hole[1], ""), text), whole=False)
    else:
        _put(cell, text, whole=False)


def _put(cell: Cell, said: str, *, whole: bool) -> None:
    """Write a value: a number where it is one, else text that no program takes for a formula."""
    text = "".join(one for one in said if (one >= " " or one in "\n\t") and one not in NO_XML)
    if not text:
        cell.value = None
        return
    if whole and NUMBER.fullmatch(text):
        cell.value = float(text) if "." in text else int(text)
        return
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t"))  # also where it is edited


def _saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
