"""Files of tickets as other systems export them, good and bad."""

import gzip
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from openpyxl import Workbook

import lianxin.interfaces.exchange
from lianxin.casework.tickets import queries
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries as log
from lianxin.interfaces.exchange import coordinates, mapping, refusals, tables, tickets
from lianxin.interfaces.exchange.tickets import RefusedRow, Report, TicketImport
from tests.casework.tickets import town
from tests.make import MONDAY, time_limits

pytestmark = pytest.mark.django_db
EXAMPLES = Path(lianxin.interfaces.exchange.__file__).parent / "examples"
SHANGHAI = ZoneInfo("Asia/Shanghai")
MAP = """
source: hall
id: no
opened: time
what: [title, text]
closed: {at: closed, text: result}
"""
HEAD = ["no", "title", "text", "time", "closed", "result"]
ROWS = [
    ["1", "路灯不亮", "芦花路口", "2026/4/24 16:03:40", "2026/5/6 9:00", "已修复"],
    ["2", "井盖缺失", "龘街", "2026-04-25", "", ""],
]


@pytest.fixture(autouse=True)
def limits() -> None:
    time_limits()


def table(rows: list[list[str]], head: list[str] = HEAD) -> str:
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in [head, *rows]]
    return "".join(",".join(row) + "\r\n" for row in quoted)


def run(
    folder: Path, content: bytes | Path, map_: str = MAP, *, dry: bool = False
) -> tuple[Report, list[RefusedRow]]:
    path, known = folder / "tickets.csv", folder / "map.yaml"
    if isinstance(content, Path):
        path = content
    else:
        path.write_bytes(content)
    known.write_text(map_, encoding="utf-8")
    refused: list[RefusedRow] = []
    one = TicketImport(
        mapping.load(known),
        by=Actor.system("import"),
        at=MONDAY,
        refuse=refused.append,
        dry=dry,
    )
    with translation.override("en"):
        one.take(path)
    return one.report, refused


def told() -> list[dict[str, str | None]]:
    return [log.words(log.about(ticket)[0]) for ticket in Ticket.objects.order_by("source_ref")]


WHAT = [{"what": "路灯不亮\n芦花路口"}, {"what": "井盖缺失\n龘街"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("packed", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_csv_comes_in_whatever_its_encoding(tmp_path, encoding, packed):
    report, refused = run(tmp_path, packed(table(ROWS).encode(encoding)))
    assert (vars(report), refused) == ({"rows": 2, "added": 2, "known": 0, "refused": 0}, [])
    assert told() == WHAT
    assert [one.state for one in Ticket.objects.order_by("pk")] == ["closed", "received"]
    assert list(queries.faults()) == []


def test_a_workbook_comes_in_with_its_real_days_and_numbers(tmp_path):
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    opened = datetime.fromisoformat("2026-04-24 16:03:40")
    sheet.append(HEAD)
    sheet.append([1, "路灯不亮", "芦花路口", opened, 46148.375, "已修复"])  # a day as General
    sheet.append([2.0, "井盖缺失", "龘街", date(2026, 4, 25), None, None])
    sheet.append([3, '=HYPERLINK("http://example.cn","点我")', "公式", "2026-04-26", None, None])
    book.save(tmp_path / "tickets.xlsx")
    report, refused = run(tmp_path, tmp_path / "tickets.xlsx")
    assert (report.added, refused) == (3, [])
    assert [*told()][:2] == WHAT
    assert told()[2] == {"what": "公式"}  # a formula that was never reckoned says nothing
    first, second, _ = Ticket.objects.order_by("source_ref")
    assert first.received_at == opened.replace(tzinfo=SHANGHAI)
    assert first.ended_at == datetime(2026, 5, 6, 9, tzinfo=SHANGHAI)
    assert (second.source_ref, second.received_at.astimezone(SHANGHAI).hour) == ("2", 0)


def test_bad_rows_are_told_by_line_and_reason_and_the_others_come_in(tmp_path):
    rows = [
        *ROWS,
        ["", "没有编号", "", "2026-04-26", "", ""],
        ["1", "又是一号", "", "2026-04-26", "", ""],
        ["5", "日期不对", "", "2026-13-01", "", ""],
        ["6", "没有日期", "", "", "", ""],
        ["7", "", "", "2026-04-26", "", ""],
        ["8", "先办结后受理", "", "2026-04-26", "2026-04-20", ""],
        ["9", "将来", "", "2026-12-31", "", ""],
        ["王", "编号不行", "", "2026-04-26", "", ""],
        ["11", "太早", "", "2009-04-26", "", ""],
        ["12", "长" * 10_001, "", "2026-04-26", "", ""],
        ["13", "长" * 10_000, "", "2026-04-26", "", ""],
        ["=1", "公式编号", "", "2026-04-26", "", ""],
    ]
    report, refused = run(tmp_path, table(rows).encode())
    assert [(row.line, row.ref) for row in refused] == [
        (4, ""),
        (5, "1"),
        (6, "5"),
        (7, "6"),
        (8, "7"),
        (9, "8"),
        (10, "9"),
        (11, "王"),
        (12, "11"),
        (13, "12"),
        (15, "=1"),
    ]
    reasons = {row.ref: row.reason for row in refused}
    assert "“no” is empty" in reasons[""]
    assert "line 2" in reasons["1"]
    assert "2026-13-01" in reasons["5"]
    assert "“time”" in reasons["5"]
    assert "10000" in reasons["12"]
    assert "2009" in reasons["11"]
    assert vars(report) == {"rows": 14, "added": 3, "known": 0, "refused": 11}
    assert list(queries.faults()) == []


def test_the_same_file_again_adds_nothing_and_a_longer_one_only_what_is_new(tmp_path):
    run(tmp_path, table(ROWS).encode())
    again, _ = run(tmp_path, table(ROWS).encode())
    assert vars(again) == {"rows": 2, "added": 0, "known": 2, "refused": 0}
    longer, _ = run(tmp_path, table([*ROWS, ["3", "新", "", "2026-05-01", "", ""]]).encode())
    assert vars(longer) == {"rows": 3, "added": 1, "known": 2, "refused": 0}


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path):
    rows = [*ROWS, ["3", "太早", "", "2009-04-26", "", ""], ["4", "", "", "2026-04-26", "", ""]]
    report, refused = run(tmp_path, table(rows).encode(), dry=True)
    assert not Ticket.objects.exists()
    assert (vars(report), refused) == (
        {"rows": 4, "added": 2, "known": 0, "refused": 2},
        run(tmp_path, table(rows).encode())[1],
    )


def test_many_chunks_come_in_whole(tmp_path):
    rows = [[str(number), "题", "", "2026-05-01", "2026-05-02", "好"] for number in range(250)]
    report, _ = run(tmp_path, table(rows).encode())
    assert report.added == Ticket.objects.count() == 250
    assert list(queries.faults()) == []


def test_a_broken_line_is_found_before_anything_is_written(tmp_path):
    path, known = tmp_path / "tickets.csv", tmp_path / "map.yaml"
    path.write_text(table(ROWS) + '"3,open quotation mark', encoding="utf-8")
    known.write_text(MAP, encoding="utf-8")
    with pytest.raises(refusals.BrokenTable) as refused:
        tickets.count(path, mapping.load(known))
    assert refused.value.facts == {"line": 4}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (gzip.compress(b"no,title\n" + b"0" * 3_000_000), refusals.SwollenFile),
        (gzip.compress(table(ROWS).encode())[:-9], refusals.NotATable),
    ],
    ids=["bomb", "cut off"],
)
def test_a_gzip_bomb_or_a_damaged_one_is_refused(tmp_path, monkeypatch, content, refusal):
    monkeypatch.setattr(tables, "UNPACKED", 1)
    with pytest.raises(refusal):
        run(tmp_path, content)
    assert not Ticket.objects.exists()


def test_columns_that_the_mapping_needs_and_the_table_lacks_are_named(tmp_path):
    with pytest.raises(refusals.MissingColumns) as refused:
        run(tmp_path, b"no,title\n1,x\n")
    assert refused.value.facts == {"columns": "closed, result, text, time"}


STATUS = """
source: hall
id: no
opened: time
what: [title]
replied: {at: answered, text: answer}
closed: {at: closed}
status: {column: status, map: {办理中: open, 已解决: resolved, 办结: closed, 撤回: withdrawn}}
"""
STATUS_HEAD = ["no", "title", "time", "answered", "answer", "closed", "status"]


def test_a_status_says_how_it_ended_and_its_moments_when(tmp_path):
    rows = [
        ["1", "题", "2026-05-01 9:00", "2026-05-02 9:00", "好", "2026-05-03 9:00", "已解决"],
        ["2", "题", "2026-05-01 9:00", "2026-05-02 9:00", "好", "", "办结"],
        ["3", "题", "2026-05-01 9:00", "", "", "2026-05-03 9:00", "撤回"],
        ["4", "题", "2026-05-01 9:00", "2026-05-02 9:00", "转办", "2026-05-03 9:00", "办理中"],
        ["5", "题", "2026-05-01 9:00", "2026/5/1", "当天", "2026/5/1", "办结"],
        ["6", "题", "2026-05-01 9:00", "", "", "", "办结"],
        ["7", "题", "2026-05-01 9:00", "", "没有时间", "", "办理中"],
        ["8", "题", "2026-05-01 9:00", "", "", "", "不知道"],
    ]
    _, refused = run(tmp_path, table(rows, STATUS_HEAD).encode(), STATUS)
    assert [row.ref for row in refused] == ["6", "7", "8"]
    found = {one.source_ref: one for one in Ticket.objects.all()}
    ends = {ref: (one.state, one.outcome) for ref, one in found.items()}
    assert ends == {
        "1": ("closed", "resolved"),
        "2": ("closed", ""),
        "3": ("withdrawn", ""),
        "4": ("received", ""),
        "5": ("closed", ""),
    }
    assert found["2"].ended_at == datetime(2026, 5, 2, 9, tzinfo=SHANGHAI)
    assert found["5"].ended_at == found["5"].received_at
    assert list(queries.faults()) == []


PLACES = """
source: hall
id: no
opened: time
what: title
point: {longitude: x, latitude: y, crs: CRS}
category: {column: type, map: {灯: lighting.lamp, 其他: ""}}
unit: {column: office, map: {A: lamps}, otherwise: ""}
division: "990101001001"
kind: {column: kind}
"""
PLACES_HEAD = ["no", "title", "time", "x", "y", "type", "office", "kind"]


@pytest.mark.parametrize(
    ("crs", "shift"),
    [
        ("WGS84", lambda point: point),
        ("CGCS2000", lambda point: point),
        ("GCJ-02", coordinates.to_gcj02),
        ("BD-09", coordinates.to_bd09),
    ],
)
def test_a_point_is_converted_and_finds_its_grid(tmp_path, crs, shift):
    town.built()
    x, y = shift((100.005, 40.005))
    rows = [
        ["1", "题", "2026-05-01", f"{x:.9f}", f"{y:.9f}", "灯", "A", "complaint"],
        ["2", "题", "2026-05-01", "", "", "其他", "B", ""],
        ["3", "题", "2026-05-01", "0", "0", "", "", "help"],
        ["4", "题", "2026-05-01", "40.005", "100.005", "灯", "", ""],
        ["5", "题", "2026-05-01", "百", "40", "灯", "", ""],
        ["6", "题", "2026-05-01", "nan", "40", "灯", "", ""],
        ["7", "题", "2026-05-01", "100", "40", "路", "", ""],
        ["8", "题", "2026-05-01", "100", "40", "灯", "", "moan"],
    ]
    _, refused = run(tmp_path, table(rows, PLACES_HEAD).encode(), PLACES.replace("CRS", crs))
    assert [row.ref for row in refused] == ["4", "5", "6", "7", "8"]
    assert "“路” in the column “type”" in refused[3].reason
    first, second, third = Ticket.objects.order_by("pk")
    assert told()[0] == {"what": "题", "point": "100.005,40.005"}
    assert (first.grid_id, first.division_code) == (town.grid(), "990101001001")
    assert (first.category_id, first.kind) == (town.category(), "complaint")
    assert first.state == "dispatched"
    assert (second.grid_id, second.category_id, second.kind) == (None, None, "help")
    assert told()[2] == {"what": "题"}
    assert third.lead_unit is None
    assert list(queries.faults()) == []


@pytest.mark.parametrize(
    ("said", "key", "code"),
    [
        ("category: {column: type, map: {灯: lighting.moon}}", "category.map.灯", "lighting.moon"),
        ("category: {column: type, otherwise: moon}", "category.otherwise", "moon"),
        ("unit: nobody", "unit", "nobody"),
        ('division: "990199999999"', "division", "990199999999"),
    ],
)
def test_a_code_that_no_register_has_is_refused_with_its_key(tmp_path, said, key, code):
    town.built()
    with pytest.raises(refusals.MapUnknownCode) as refused:
        run(tmp_path, b"no,title,text,time,closed,result,type\n", MAP + said)
    assert refused.value.facts == {"key": key, "code": code}


def test_codes_of_ours_in_the_cells_need_no_map(tmp_path):
    town.built()
    head, known = [*HEAD, "code", "unit"], MAP + "division: {column: code}\nunit: {column: unit}\n"
    rows = [[*ROWS[0], "990101001001", "lamps"], [*ROWS[1], "990199999999", ""]]
    _, refused = run(tmp_path, table(rows, head).encode(), known)
    assert [(row.ref, "990199999999" in row.reason) for row in refused] == [("2", True)]
    ticket = Ticket.objects.get()
    assert ticket.division_code == "990101001001"
    assert ticket.lead_unit is not None


EXPORTS = {
    "boston311": [
        "case_enquiry_id,open_dt,target_dt,closed_dt,case_status,closure_reason,case_title,type,"
        "location,neighborhood,latitude,longitude",
        "1,2026-07-01 01:32:33,2026-07-15 01:32:32,2026-07-01 05:06:58,Closed,fixed ,Lamp,Lamp,"
        "A St,Roxbury,42.2715,-71.0772",
        "2,2026-07-01 01:32:33,,,Open,Case Closed once,Lamp,Street Lights,B St,,42.2715,-71.0772",
    ],
    "messages_open": ["id,title,time,detail", "1,题,2026/2/28 11:25:05,文"],
    "messages_replied": [
        "id,title,time,detail,reply,reply_time",
        "1,题,2026/4/25 9:32:09,文,答,2026/5/9",
    ],
}


@pytest.mark.parametrize("name", EXPORTS)
def test_the_examples_read_what_they_are_for(tmp_path, name):
    content = "\n".join(EXPORTS[name]).encode()
    report, refused = run(tmp_path, content, (EXAMPLES / f"{name}.yaml").read_text("utf-8"))
    assert (report.added, refused) == (len(EXPORTS[name]) - 1, [])
    assert list(queries.faults()) == []


def test_the_zone_of_a_mapping_is_that_of_its_moments(tmp_path):
    content = "\n".join(EXPORTS["boston311"]).encode()
    run(tmp_path, content, (EXAMPLES / "boston311.yaml").read_text("utf-8"))
    closed, open_ = Ticket.objects.order_by("pk")
    assert closed.received_at.isoformat() == "2026-07-01T05:32:33+00:00"
    assert closed.promise_at.isoformat() == "2026-07-15T05:32:32+00:00"
    assert log.words(log.about(closed)[1]) == {"reply": "fixed"}
    assert log.words(log.about(open_)[0])["note"] == "Case Closed once"
