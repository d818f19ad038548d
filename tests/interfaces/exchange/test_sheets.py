"""The registers' files as pages take and give them: Chinese headings, packed maps, text that stays text."""

import gzip
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lianxin.interfaces.exchange import refusals, sheets, shipped
from lianxin.registers.changes.rules import KEPT, Register

POINT = {"type": "Point", "coordinates": [100, 40]}
FEATURE = {"type": "Feature", "properties": {"CODE": "1", "名称": "网格"}, "geometry": POINT}
MAP = json.dumps({"type": "FeatureCollection", "features": [FEATURE]}).encode()


def test_chinese_headings_are_those_of_the_file(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("单位编码, 名称 ,类型,上级编码,服务区划,多余\nx,水务,company,,1,?\n")
    lines, _ = sheets.read("units", path)
    row = {"code": "x", "name": "水务", "kind": "company", "parent_code": "", "division_code": "1"}
    assert lines == [(2, {**row, "多余": "?"})]


@pytest.mark.parametrize("packed", [False, True])
def test_a_map_is_read_packed_or_not(tmp_path: Path, packed: bool):  # noqa: FBT001  a test's case
    path = tmp_path / "x.geojson"
    path.write_bytes(gzip.compress(MAP) if packed else MAP)
    ((number, row),), _ = sheets.read("grids", path)
    assert (number, row["code"], row["name"]) == (1, "1", "网格")
    assert json.loads(row["outline"]) == POINT


def test_a_map_that_swells_or_is_torn_is_refused(tmp_path: Path):
    path = tmp_path / "x.geojson"
    path.write_bytes(gzip.compress(b" " * (65 * 1024 * 1024)))
    with pytest.raises(refusals.SwollenFile):
        sheets.read("grids", path)
    path.write_bytes(gzip.compress(MAP)[:-9])
    with pytest.raises(refusals.NotGeoJson):
        sheets.read("grids", path)


def test_a_file_without_a_needed_column_is_refused_with_its_name(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("名称\n水务\n")
    with pytest.raises(refusals.MissingColumns) as told:
        sheets.read("units", path)
    assert told.value.facts == {"columns": "code, kind, parent_code, division_code"}


@pytest.mark.parametrize("register", list(Register))
def test_every_register_has_its_file_and_no_heading_means_two_columns(register: Register):
    columns = sheets.columns(register.value)
    assert set(KEPT[register].key) <= set(columns)
    meant = [word for name in columns for word in (name, *sheets.HEADINGS.get(name, ()))]
    assert len(meant) == len(set(meant))


def test_what_is_written_is_read_again(tmp_path: Path):
    rows = [{"code": "001", "name": "=1+1", "parent_code": "", "public": "yes"}]
    written = sheets.written("categories", rows)
    path = tmp_path / "x.xlsx"
    path.write_bytes(written)
    lines, _ = sheets.read("categories", path)
    assert lines[0][1]["code"] == "001"
    assert load_workbook(io.BytesIO(written)).worksheets[0]["B2"].data_type == "s"


def test_the_shipped_catalogue_names_only_shipped_categories_and_units():
    categories = {row["code"] for _, row in shipped.template("categories")}
    units = {row["code"] for _, row in shipped.template("units")}
    rows = [row for _, row in shipped.catalogue({code: code for code in units})]
    assert {row["category_code"] for row in rows} <= categories
    named = {code for row in rows for code in (row["lead"], *row["assist"].split(";")) if code}
    assert named <= units | set(shipped.OF_THE_PLACE)
    assert all(row["lead"] == "@subdistrict" for _, row in shipped.catalogue({}))
