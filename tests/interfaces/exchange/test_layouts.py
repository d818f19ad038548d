"""The asker's own layout: what is refused at upload, how it is filled, and that nothing in it is a formula."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.exchange import layouts, refusals

ONCE, EACH = ("title", "period"), ("unit", "f1", "f2", "巡查路灯数")
UNITS = [
    {"unit": "河湾街道办事处", "f1": "17", "f2": "东段", "巡查路灯数": "17"},
    {"unit": "芦花社区居委会", "f1": "-3.5", "f2": "007", "巡查路灯数": "-3.5"},
    {"unit": "白石镇人民政府", "f1": "n/a", "f2": "", "巡查路灯数": "n/a"},
]


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def layout(change: Callable[[Worksheet], object] = lambda sheet: None) -> bytes:
    """Return a layout with a merged head, one row that repeats, and a foot."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "{{title}}（{{ period }}）"
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A1:D1")
    for column, said in zip("ABCD", ("单位", "受理", "说明", "路灯"), strict=True):
        sheet[f"{column}2"] = said
    for column, said in zip(
        "ABCD", ("{{unit}}", "{{f1}}", "{{f2}}", "共{{巡查路灯数}}盏"), strict=True
    ):
        sheet[f"{column}3"] = said
        sheet[f"{column}3"].font = Font(italic=True)
    sheet["A4"] = "填表说明"
    sheet.merge_cells("A4:D4")
    change(sheet)
    return saved(book)


def checked(content: bytes) -> None:
    layouts.checked(content, once=ONCE, each=EACH)


def filled(content: bytes, units: list[dict[str, str]] = UNITS) -> Worksheet:
    once = {"title": "路灯巡查月报", "period": "2026-10"}
    made = layouts.filled(content, once=once, each=units, names=EACH)
    return load_workbook(io.BytesIO(made)).worksheets[0]


def test_a_layout_is_filled_with_a_row_for_each_unit_and_keeps_its_looks():
    content = layout()
    checked(content)
    sheet = filled(content)
    assert sheet["A1"].value == "路灯巡查月报（2026-10）"
    rows = [[cell.value for cell in row] for row in sheet["A3:D5"]]
    assert rows == [
        ["河湾街道办事处", 17, "东段", "共17盏"],
        ["芦花社区居委会", -3.5, "007", "共-3.5盏"],
        ["白石镇人民政府", "n/a", None, "共n/a盏"],
    ]
    assert sheet["A6"].value == "填表说明"
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:D1", "A6:D6"}
    assert sheet["A1"].font.bold
    assert sheet["B5"].font.italic


@pytest.mark.parametrize("count", [0, 1, 40])
def test_any_number_of_units_fits(count):
    units = [{"unit": f"单位{n}", "f1": str(n)} for n in range(count)]
    sheet = filled(layout(), units)
    names = [sheet.cell(3 + n, 1).value for n in range(count)]
    assert names == [one["unit"] for one in units]
    assert sheet.cell(3 + max(count, 1), 1).value == "填表说明"


@pytest.mark.parametrize(
    ("change", "no"),
    [
        (lambda sheet: sheet.__setitem__("E3", "{{f9}}"), refusals.LayoutUnknown),
        (lambda sheet: sheet.__setitem__("E3", "=SUM(B3:B9)"), refusals.LayoutHasFormula),
        (lambda sheet: sheet.__setitem__("E9", "{{f1}}"), refusals.LayoutRowsApart),
        (lambda sheet: sheet.delete_rows(3), refusals.LayoutEmpty),
        (lambda sheet: sheet.__setitem__("A900", "x"), refusals.LayoutTooWide),
        (lambda sheet: sheet.__setitem__("XFD3", "x"), refusals.LayoutTooWide),
        (lambda sheet: sheet.merge_cells("F1:ZZ3"), refusals.LayoutTooWide),
    ],
)
def test_a_layout_that_cannot_be_filled_is_refused_with_the_reason(change, no):
    with pytest.raises(no):
        checked(layout(change))


def test_the_refusal_names_the_unknown_placeholders():
    with pytest.raises(refusals.LayoutUnknown) as no:
        checked(layout(lambda sheet: sheet.__setitem__("E3", "{{f9}} {{电话}}")))
    assert no.value.facts["names"] == "f9, 电话"


def packed(content: bytes, **members: bytes) -> bytes:
    """Return a workbook with members added or put in place of its own, `__` for a slash."""
    named = {name.replace("__", "/").replace("_dot_", "."): data for name, data in members.items()}
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in named:
                new.writestr(name, old.read(name))
        for name, data in named.items():
            new.writestr(name, data)
    return file.getvalue()


SHEET = "xl__worksheets__sheet1_dot_xml"
HEAD = b'<?xml version="1.0"?>'
BOMB = (
    HEAD
    + b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
)
FAR = (
    HEAD
    + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/>'
    + b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
)


@pytest.mark.parametrize(
    ("members", "no"),
    [
        ({"xl__vbaProject_dot_bin": b"x"}, refusals.LayoutActive),
        ({"xl__externalLinks__externalLink1_dot_xml": b"x"}, refusals.LayoutActive),
        ({"xl__media__image1_dot_png": b"x"}, refusals.LayoutActive),
        ({"xl__junk_dot_xml": b"0" * (layouts.UNPACKED + 1)}, refusals.LayoutSwollen),
        ({f"junk{n}": b"" for n in range(layouts.MEMBERS)}, refusals.LayoutSwollen),
        ({SHEET: BOMB}, refusals.NotALayout),
        ({SHEET: FAR}, refusals.LayoutTooWide),
        ({SHEET: b"<worksheet"}, refusals.NotALayout),
    ],
)
def test_a_hostile_workbook_is_refused_before_it_is_opened(members, no):
    with pytest.raises(no):
        checked(packed(layout(), **members))


@pytest.mark.parametrize("name", ["xl/other/sheet1.xml", "xl/SHEET.XML", "xl/sheet.bin"])
def test_a_sheet_is_looked_at_wherever_it_stands(name):
    book = layout()
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        links = archive.read("xl/_rels/workbook.xml.rels")
        types = archive.read("[Content_Types].xml")
    old, new = b"/xl/worksheets/sheet1.xml", f"/{name}".encode()
    assert old in links
    assert old in types
    moved = {name.replace("/", "__").replace(".", "_dot_"): FAR}
    again = packed(book, **moved, **{"[Content_Types]_dot_xml": types.replace(old, new)})
    with pytest.raises(refusals.LayoutTooWide):
        checked(relinked(again, links.replace(old, new)))


def relinked(content: bytes, links: bytes) -> bytes:
    """Return a workbook whose parts are those that the links name."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            same = name != "xl/_rels/workbook.xml.rels"
            new.writestr(name, old.read(name) if same else links)
    return file.getvalue()


def test_merged_ranges_that_lie_upon_each_other_are_refused():
    many = b'<mergeCell ref="A1:CV500"/>' * 2
    with pytest.raises(refusals.LayoutSwollen):
        checked(packed(layout(), **{SHEET: FAR.replace(b'<mergeCell ref="A1:XFD1048576"/>', many)}))


def listed(said: str) -> Callable[[Worksheet], object]:
    """Return what lets a cell take the values that a formula gives."""
    rule = DataValidation(type="list", formula1=said)
    rule.add("B3")
    return lambda sheet: sheet.add_data_validation(rule)


def named(name: str, said: str) -> bytes:
    """Return a layout with a defined name."""
    book = load_workbook(io.BytesIO(layout()))
    book.defined_names[name] = DefinedName(name, attr_text=said)
    return saved(book)


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: setattr(sheet["A4"], "hyperlink", "https://example.org/?x={{f1}}"),
        lambda sheet: setattr(sheet["A4"], "hyperlink", "#Sheet!A1"),
        lambda sheet: sheet.conditional_formatting.add(
            "A1:A9", FormulaRule(formula=['WEBSERVICE("https://example.org")'])
        ),
        listed("INDIRECT(A1)"),
        listed("=cmd|' /C calc'!A0"),
    ],
)
def test_what_leads_out_or_counts_beside_the_cells_is_refused(change):
    with pytest.raises(refusals.LayoutActive):
        checked(layout(change))


def test_a_name_is_refused_but_that_of_what_is_printed():
    for name, said in (
        ("x", "Sheet!$A$1"),
        ("_xlnm.Print_Area", 'WEBSERVICE("https://example.org")'),
        ("x", '=cmd|"/C calc"!A0'),
    ):
        with pytest.raises(refusals.LayoutActive):
            checked(named(name, said))


def test_what_is_printed_and_a_plain_choice_are_taken():
    def change(sheet: Worksheet) -> None:
        sheet.print_area = "A1:D9"
        sheet.print_title_rows = "1:2"
        listed('"是,否"')(sheet)
        sheet.conditional_formatting.add("B3:B9", CellIsRule(operator="lessThan", formula=["0"]))

    content = packed(layout(change), xl__printerSettings__printerSettings1_dot_bin=b"H\0P\0")
    checked(content)
    filled(content)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0" * 9])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(refusals.NotALayout):
        checked(content)


def test_what_is_too_large_is_not_opened():
    with pytest.raises(refusals.LayoutTooLarge):
        checked(b"0" * (layouts.LARGEST * layouts.KILOBYTE + 1))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 6000), st.binary(min_size=1, max_size=30))
def test_a_damaged_workbook_is_refused_or_read_and_never_fails_otherwise(place, junk):
    whole = layout()
    damaged = whole[:place] + junk + whole[place + len(junk) :]
    with suppress(Refusal):
        checked(damaged)


@settings(max_examples=40, deadline=None)
@given(
    st.text(max_size=60)
    | st.sampled_from(["=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("x")', "\t=1", "\x00=1"])
)
def test_nothing_that_somebody_typed_becomes_a_formula(typed):
    units = [{"unit": typed, "f1": typed, "f2": typed, "巡查路灯数": typed}]
    sheet = filled(layout(), units)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    made = layouts.plain([typed], [[typed]])
    plain = load_workbook(io.BytesIO(made)).worksheets[0]
    assert {cell.data_type for row in plain.iter_rows() for cell in row} <= {"s", "n"}
