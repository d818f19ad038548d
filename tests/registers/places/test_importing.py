"""Service places from a file: as a whole or not at all, every wrong row by its line."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import BadRows
from lianxin.interfaces.exchange import places as files
from lianxin.interfaces.exchange.coordinates import to_bd09, to_gcj02
from lianxin.interfaces.exchange.refusals import MissingColumns
from lianxin.registers.places import actions, queries
from lianxin.registers.places.models import ServicePlace, SpecialDay
from tests.make import MONDAY
from tests.registers.duties import town
from tests.registers.duties.town import SHA, SYSTEM, table

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
HEAD = (
    "code,name,kind,unit_code,division_code,address,phone,step_free,longitude,latitude,crs,"
    "hours,on_holidays,exceptions,valid_from,valid_to\n"
)
WEEK = "周一至周五 8:30-12:00 13:30-17:30"
HALL = (
    f"hall,河湾政务大厅,政务服务大厅,hewan,990101001000,芦花路1号,0999-1,yes,100.01,40.04,WGS84,"
    f"{WEEK},no,2026-12-01 休息 停电检修,2026-01-01,\n"
)
POST = f"post,芦花便民服务站,service_station,luhua,990101001001,芦花路9号,,,,,,{WEEK},,,,\n"


@pytest.fixture(autouse=True)
def a_town() -> None:
    """Stand in the town."""
    town.built()


def taken(*lines: str, key: str = "import", by: Actor = SYSTEM, head: str = HEAD) -> Entry:
    rows = table(head + "".join(lines))
    return actions.import_places(rows=rows, sha256=SHA, by=by, at=MONDAY, key=f"places:{key}")


def faults(*lines: str, by: Actor = SYSTEM) -> list[tuple[int, str]]:
    before = ServicePlace.objects.count()
    with pytest.raises(BadRows) as refused:
        taken(*lines, key="faulty", by=by)
    assert ServicePlace.objects.count() == before
    return [(row.line, row.code) for row in refused.value.rows]


def test_a_file_is_taken_in_one_deed_with_one_entry():
    entry = taken(HALL, POST)
    assert entry.verb == "places.imported"
    assert entry.facts == {"sha256": SHA, "rows": 2, "added": 2, "changed": 0}
    hall = queries.place("hall", TODAY)
    assert hall is not None
    assert (hall.kind, hall.step_free, hall.unit.code) == ("government_hall", True, "hewan")
    assert (hall.longitude, hall.latitude) == (100.01, 40.04)
    assert list(queries.hours(hall).exceptions) == [date(2026, 12, 1)]
    post = queries.place("post", TODAY)
    assert post is not None
    assert (post.step_free, post.longitude, post.valid_from) == (False, None, TODAY)


def test_the_same_file_again_changes_nothing():
    taken(HALL, POST)
    again = taken(HALL, POST, key="again")
    assert (again.facts["added"], again.facts["changed"]) == (0, 0)
    assert SpecialDay.objects.count() == 1


def test_what_a_file_says_anew_holds_and_what_it_leaves_out_stays():
    taken(HALL, POST)
    entry = taken(HALL.replace("8:30-12:00", "9:00-12:00"), key="anew")
    assert (entry.facts["added"], entry.facts["changed"]) == (0, 1)
    hall = queries.place("hall", TODAY)
    assert hall is not None
    assert hall.hours[0][0] == [540, 720]
    assert queries.place("post", TODAY)


def test_a_file_without_a_column_of_exceptions_leaves_them_and_an_empty_one_drops_them():
    taken(HALL)
    cut = "code,name,kind,unit_code,division_code,address,hours\n"
    taken(f"hall,大厅,政务服务大厅,hewan,990101001000,芦花路1号,{WEEK}\n", key="cut", head=cut)
    assert SpecialDay.objects.count() == 1
    assert taken(HALL.replace("2026-12-01 休息 停电检修", ""), key="none").facts["changed"] == 1
    assert not SpecialDay.objects.exists()


def test_a_special_day_that_is_past_stays_whatever_a_file_says():
    taken(HALL.replace("2026-12-01", TODAY.isoformat()))
    rows = table(HEAD + HALL.replace("12-01 休息", "12-02 休息"))
    tomorrow = MONDAY + timedelta(days=1)
    actions.import_places(rows=rows, sha256=SHA, by=SYSTEM, at=tomorrow, key="places:next")
    kept = SpecialDay.objects.order_by("on").values_list("on", flat=True)
    assert list(kept) == [TODAY, date(2026, 12, 2)]


def test_what_ended_is_not_there_any_more():
    taken(HALL.replace("2026-01-01,\n", f"2026-01-01,{TODAY}\n"), POST)
    assert [one.code for one in queries.places(TODAY)] == ["post"]


def test_a_town_has_its_own_places_and_those_of_what_it_is_part_of():
    taken(HALL, POST, POST.replace("post,", "city,").replace("990101001001", "990100000000"))
    hewan = [one.code for one in queries.places(TODAY, "990101001000")]
    assert hewan == ["city", "hall", "post"]
    assert [one.code for one in queries.places(TODAY, "990101100000")] == ["city"]


def test_every_wrong_row_is_named_and_nothing_is_taken():
    assert faults(
        HALL,
        POST.replace("luhua,", "nobody,"),
        POST.replace("post,", "post2,").replace("990101001001", "990101001009"),
        HALL,
    ) == [(3, "unknown-unit"), (4, "unknown-division"), (5, "doubled-row")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("hall,", "-hall,", "not-a-place-code"),
        ("河湾政务大厅", "", "name-missing"),
        ("河湾政务大厅", "长" * 101, "too-long"),
        ("政务服务大厅", "茶馆", "unknown-place-kind"),
        ("990101001000", "99010100100", "not-a-division-code"),
        ("芦花路1号", "", "address-missing"),
        ("yes", "maybe", "neither-yes-nor-no"),
        ("WGS84", "", "half-a-point"),
        ("100.01", "", "half-a-point"),
        ("WGS84", "beijing54", "unknown-crs"),
        ("100.01,40.04", "40.04,100.01", "not-a-point"),
        ("100.01", "nan", "not-a-point"),
        ("100.01", "东", "not-a-point"),
        (WEEK, "", "hours-missing"),
        (WEEK, "周一 8:30-12:00 11:00-17:30", "hours-overlap"),
        ("2026-12-01 休息 停电检修", "2026-12-01 休息", "not-an-exception"),
        ("2026-01-01,\n", "2026-01-01,2025-01-01\n", "ends-before-it-begins"),
    ],
)
def test_a_row_that_says_nothing_sound_is_refused_by_its_line(old: str, new: str, code: str):
    assert old in HALL
    assert faults(POST, HALL.replace(old, new)) == [(3, code)]


def test_an_administrator_imports_for_the_own_division_only():
    taken(HALL, by=Actor(role=Role.ADMINISTRATOR, staff_id=4, division="990101"))
    elsewhere = Actor(role=Role.ADMINISTRATOR, staff_id=4, division="990102")
    assert faults(POST, by=elsewhere) == [(2, "not-allowed")]
    agent = Actor(role=Role.AGENT, staff_id=5, division="990101")
    assert faults(POST, by=agent) == [(2, "not-allowed")]


@pytest.mark.parametrize(
    ("crs", "shift"), [("GCJ-02", to_gcj02), ("BD-09", to_bd09), ("wgs84", lambda point: point)]
)
def test_a_file_in_gbk_with_points_of_chinese_maps_is_understood(tmp_path: Path, crs, shift):
    longitude, latitude = shift((100.01, 40.04))
    text = HEAD + HALL.replace("100.01,40.04,WGS84", f"{longitude},{latitude},{crs}")
    file = tmp_path / "服务场所.csv"
    file.write_bytes(text.encode("gbk"))
    report = files.run("places", file, by=SYSTEM, at=MONDAY)
    assert (report.refused, report.added) == ((), 1)
    hall = queries.place("hall", TODAY)
    assert hall is not None
    assert [hall.longitude, hall.latitude] == pytest.approx([100.01, 40.04])


def test_every_bad_row_is_told_by_line_in_words(tmp_path: Path):
    file = tmp_path / "places.csv"
    file.write_text(HEAD + HALL + POST.replace(WEEK, "看情况"), encoding="utf-8")
    with translation.override("en"):
        [(line, reason)] = files.run("places", file, by=SYSTEM, at=MONDAY).refused
    assert line == 3
    assert "看情况" in reason
    assert "understood as hours" in reason


def test_a_file_without_its_columns_is_no_file_of_places(tmp_path: Path):
    file = tmp_path / "places.csv"
    file.write_text("code,name\na,大厅\n", encoding="utf-8")
    with pytest.raises(MissingColumns):
        files.run("places", file, by=SYSTEM, at=MONDAY)
