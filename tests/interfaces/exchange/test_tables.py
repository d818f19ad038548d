"""Tables as people send them, and files that only pretend to be tables."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from lianxin.interfaces.exchange import refusals, tables
from lianxin.interfaces.exchange.tables import read_table

TEXT = "code,name\r\n1,路灯\r\n\r\n2, 龘龘 \r\n"
ROWS = [(2, {"code": "1", "name": "路灯"}), (4, {"code": "2", "name": "龘龘"})]


def file(folder: Path, content: bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_csv_is_read_in_every_encoding_of_an_office(tmp_path, encoding):
    assert read_table(file(tmp_path, TEXT.encode(encoding))) == ROWS


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_with_the_delimiter_of_its_header(tmp_path, delimiter):
    content = TEXT.replace(",", delimiter).encode()
    assert read_table(file(tmp_path, content), columns=["code", "name"]) == ROWS


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    content = 'code,text\n1,"两\n行"\n2,一行\n'.encode()
    assert [line for line, _ in read_table(file(tmp_path, content))] == [2, 4]


def test_a_short_row_is_filled_and_a_long_one_refused(tmp_path):
    assert read_table(file(tmp_path, b"a,b\n1\n")) == [(2, {"a": "1", "b": ""})]
    assert read_table(file(tmp_path, b"a,b\n1,2,,\n")) == [(2, {"a": "1", "b": "2"})]
    with pytest.raises(refusals.BrokenTable) as refused:
        read_table(file(tmp_path, b"a,b\n1,2\n1,2,3\n"))
    assert refused.value.facts == {"line": 3}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", refusals.MissingColumns),
        (b"\n\n", refusals.MissingColumns),
        (b"code,code\n", refusals.DoubledColumn),
        (b'code,name\n"1,2\n', refusals.BrokenTable),
        (b"code,name\n1,\0\n", refusals.UnknownEncoding),
        (b"code,name\n1,\xff\xff\xff\n", refusals.UnknownEncoding),
        (b"\xd0\xcf\x11\xe0 an old XLS", refusals.NotATable),
        (b"PK\x03\x04 not a zip", refusals.NotATable),
        (b"\x1f\x8b", refusals.NotATable),
        (b"a," * 300 + b"b\n", refusals.BrokenTable),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, refusal):
    with pytest.raises(refusal):
        read_table(file(tmp_path, content))


def test_missing_columns_are_named(tmp_path):
    with pytest.raises(refusals.MissingColumns) as refused:
        read_table(file(tmp_path, TEXT.encode()), columns=["code", "parent", "kind"])
    assert refused.value.facts == {"columns": "kind, parent"}


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(refusals.FileNotFound):
        read_table(tmp_path / "nothing.csv")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as sparse:
        sparse.truncate(tables.LARGEST * tables.MEGABYTE + tables.MEGABYTE)
    with pytest.raises(refusals.FileTooLarge) as refused:
        read_table(path)
    assert refused.value.facts == {"size": 129, "limit": 128}


def test_a_table_with_too_many_rows_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "ROWS", 3)
    assert len(read_table(file(tmp_path, b"a\n1\n2\n3\n"))) == 3
    with pytest.raises(refusals.TooManyRows):
        read_table(file(tmp_path, b"a\n1\n2\n3\n4\n"))


def workbook(folder: Path, *rows: list[object]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(folder / "table.xlsx")
    return folder / "table.xlsx"


def test_a_workbook_is_read_with_its_days_and_numbers(tmp_path):
    path = workbook(
        tmp_path,
        ["code", "from", "at", "plain", "public", "empty", None],
        [],
        [
            990101001001001,
            date(2026, 1, 2),
            datetime.fromisoformat("2026-01-02 03:04:05"),
            1.5,
            True,
            None,
        ],
    )
    assert read_table(path, columns=["code"]) == [
        (
            3,
            {
                "code": "990101001001001",
                "from": "2026-01-02",
                "at": "2026-01-02 03:04:05",
                "plain": "1.5",
                "public": "yes",
                "empty": "",
            },
        )
    ]


def zipped(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "made.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_bomb_is_not_opened(tmp_path):
    with pytest.raises(refusals.SwollenFile):
        read_table(zipped(tmp_path, {"xl/worksheets/sheet1.xml": b"0" * 40_000_000}))


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    with pytest.raises(refusals.NotATable):
        read_table(zipped(tmp_path, {"readme.txt": b"hello"}))


def tampered(path: Path, name: str, content: bytes) -> Path:
    """Return the workbook with one of its members replaced."""
    with zipfile.ZipFile(path) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    assert name in members
    return zipped(path.parent, members | {name: content})


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>&y;</t></is></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize("content", [BOMB, b"<worksheet>", b"", b"\xff\xfe"])
def test_a_workbook_with_broken_or_dangerous_xml_is_refused(tmp_path, content):
    path = workbook(tmp_path, ["code"], ["1"])
    with pytest.raises((refusals.NotATable, refusals.MissingColumns)):
        read_table(tampered(path, "xl/worksheets/sheet1.xml", content))


def test_a_workbook_that_claims_a_last_row_far_below_is_read_in_passing(tmp_path):
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>7</v></c></row><row r="90000"><c r="A90000"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    path = tampered(workbook(tmp_path, ["code"]), "xl/worksheets/sheet1.xml", sheet)
    assert read_table(path) == [(90_000, {"7": "1"})]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(tmp_path, content):
    known = (
        refusals.MissingColumns,
        refusals.DoubledColumn,
        refusals.BrokenTable,
        refusals.UnknownEncoding,
        refusals.NotATable,
    )
    try:
        rows = read_table(file(tmp_path, content))
    except known:
        return
    assert all(line >= 2 and any(row.values()) for line, row in rows)
