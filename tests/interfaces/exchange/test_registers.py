"""Importing registers from files, with a report that a person can act on."""

import json
from pathlib import Path

import pytest

from lianxin.interfaces.exchange import refusals
from lianxin.interfaces.exchange.geojson import read_features
from lianxin.interfaces.exchange.registers import run
from lianxin.registers.orgs import queries
from tests.make import MONDAY
from tests.registers.orgs import city


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def collection(features: object = None, **more: object) -> str:
    found = [
        {"type": "Feature", "properties": properties, "geometry": outline}
        for _, properties, outline in city.features()
    ]
    content = {"type": "FeatureCollection", "features": features or found}
    return json.dumps(content | more, ensure_ascii=False)


@pytest.mark.django_db
def test_a_city_is_taken_in_from_its_files_and_again_without_effect(tmp_path):
    files = {
        "divisions": written(tmp_path, "divisions.csv", city.DIVISIONS, "gb18030"),
        "units": written(tmp_path, "units.csv", city.UNITS, "utf-8-sig"),
        "grids": written(tmp_path, "grids.geojson", collection()),
        "staff": written(tmp_path, "staff.csv", city.STAFF),
    }
    for kind, path in files.items():
        report = run(kind, path, at=MONDAY)
        assert report.taken
        assert (report.rows, report.remarks) == (report.added, ())
    assert queries.grid_at(100.005, 40.005, city.TODAY) is not None
    for kind, path in files.items():
        report = run(kind, path)
        assert (report.added, report.changed, report.ended) == (0, 0, 0)


@pytest.mark.django_db
def test_every_refused_row_is_told_by_line_and_in_words(tmp_path, settings):
    settings.LANGUAGE_CODE = "en"
    text = city.DIVISIONS + "9901,短,,,,\n990101001009,日,,990101001000,31.12.2026,\n"
    report = run("divisions", written(tmp_path, "divisions.csv", text), at=MONDAY)
    assert not report.taken
    assert report.added == 0
    assert [line for line, _ in report.refused] == [10, 11]
    assert all(sentence and "%" not in sentence for _, sentence in report.refused)
    assert "9901" in report.refused[0][1]
    assert not queries.divisions_in_force(city.TODAY).exists()


@pytest.mark.django_db
def test_days_as_excel_writes_them_are_days(tmp_path):
    text = city.DIVISIONS.replace("2016-01-01", "2016/1/1", 4).replace("2016-01-01", "42370")
    assert run("divisions", written(tmp_path, "divisions.csv", text), at=MONDAY).taken
    assert len({one.valid_from for one in queries.divisions_in_force(city.TODAY)}) == 1


@pytest.mark.django_db
def test_overlaps_and_holes_are_told_but_do_not_stop_an_import(tmp_path):
    city.divisions()
    features = json.loads(collection())["features"]
    features[0]["geometry"] = city.square(100, 40, 0.012)
    path = written(tmp_path, "grids.geojson", collection(features))
    report = run("grids", path, at=MONDAY)
    assert report.taken
    assert len(report.remarks) == 3
    assert all("990101001001001" in remark for remark in report.remarks)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", refusals.NotGeoJson),
        ("hello", refusals.NotGeoJson),
        ("[]", refusals.NotGeoJson),
        ("[" * 100_000, refusals.NotGeoJson),
        ('{"type": "Feature"}', refusals.NotGeoJson),
        ('{"type": "FeatureCollection", "features": 7}', refusals.NotGeoJson),
        ('{"type": "FeatureCollection", "features": [7]}', refusals.NotGeoJson),
        ('{"type": "FeatureCollection", "features": [NaN]}', refusals.NotGeoJson),
        (collection(crs={"type": "name", "properties": {"name": "EPSG:3857"}}), refusals.WrongCrs),
        (collection(crs={"type": "name", "properties": {"name": "GCJ-02"}}), refusals.WrongCrs),
        (collection(crs="EPSG:4326"), refusals.WrongCrs),
        (
            collection([{"type": "Feature", "properties": {"name": "x"}, "geometry": None}]),
            refusals.MissingColumns,
        ),
    ],
)
def test_what_is_no_geojson_in_degrees_is_refused(tmp_path, text, refusal):
    with pytest.raises(refusal):
        read_features(written(tmp_path, "grids.geojson", text), columns=["code"])


@pytest.mark.parametrize(
    "name",
    ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4490"],
)
def test_degrees_of_wgs_84_and_cgcs2000_are_taken(tmp_path, name):
    text = collection(crs={"type": "name", "properties": {"name": name}})
    assert len(read_features(written(tmp_path, "grids.geojson", text))) == 6


def test_a_geojson_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "large.geojson"
    with path.open("wb") as sparse:
        sparse.truncate(65 * 1024 * 1024)
    with pytest.raises(refusals.FileTooLarge):
        read_features(path)
