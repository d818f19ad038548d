"""Moments as people and programs write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.interfaces.exchange.moments import Read, read

SHANGHAI, BOSTON = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
MOMENT = datetime(2019, 4, 24, 16, 3, 40, tzinfo=SHANGHAI)
MINUTE = MOMENT.replace(second=0)
DAY = datetime(2019, 4, 24, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-04-24 16:03:40", MOMENT),
        ("2019-04-24T16:03:40", MOMENT),
        ("2019-04-24T08:03:40Z", MOMENT),
        ("2019-04-24 16:03:40+08:00", MOMENT),
        ("2019/4/24 16:03:40", MOMENT),
        ("2019/04/24 16:03", MINUTE),
        ("2019.4.24 16:03", MINUTE),
        ("2019年4月24日16时03分40秒", MOMENT),
        ("2019年4月24日 16时03分", MINUTE),
        ("２０１９／４／２４　１６：０３：４０", MOMENT),
        ("20190424160340", MOMENT),
        ("43579.669212963", MOMENT),  # as a spreadsheet keeps it
    ],
)
def test_a_moment_is_read_however_it_is_written(text, moment):
    assert read(text, SHANGHAI) == Read(moment, whole_day=False)


@pytest.mark.parametrize(
    "text", ["2019-04-24", "2019/4/24", "2019年4月24日", "2019.04.24", "20190424", "43579"]
)
def test_a_day_is_known_to_be_one(text):
    assert read(text, SHANGHAI) == Read(DAY, whole_day=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "soon",
        "2019",
        "2019-13-01",
        "2019-02-29",
        "2019/4/24 25:00",
        "24/04/2019",  # or is it month first? a format must say
        "19/4/24 16:03",
        "1899-12-30",  # an empty cell in a spreadsheet's eyes
        "9999-12-31",
        "2019-W17-3",
        "2019/4/2416:03",
        "99999.5",
    ],
)
def test_what_is_no_moment_or_could_be_two_is_not_read(text):
    assert read(text, SHANGHAI) is None


def test_24_00_is_the_end_of_the_day():
    assert read("2019-04-24 24:00", SHANGHAI) == Read(
        datetime(2019, 4, 25, tzinfo=SHANGHAI), whole_day=False
    )


def test_a_format_reads_what_is_not_year_first():
    formats = ["%d.%m.%Y", "%m/%d/%Y %I:%M:%S %p"]
    assert read("24.04.2019", SHANGHAI, formats) == Read(DAY, whole_day=True)
    assert read("04/24/2019 04:03:40 PM", SHANGHAI, formats) == Read(MOMENT, whole_day=False)


def test_the_end_of_a_day_is_24_00_where_the_day_was():
    assert Read(DAY, whole_day=True).end == datetime(2019, 4, 25, tzinfo=SHANGHAI)
    assert Read(MOMENT, whole_day=False).end == MOMENT
    changing = read("2011-11-06", BOSTON)  # clocks were put back: a day of 25 hours
    assert changing is not None
    hours = changing.end.astimezone(UTC) - changing.at.astimezone(UTC)
    assert hours.total_seconds() == 25 * 3600


def test_a_day_on_which_something_began_is_not_before_it_began():
    assert Read(DAY, whole_day=True).not_before(MOMENT) == MOMENT
    later = datetime(2019, 4, 25, 9, tzinfo=SHANGHAI)
    assert Read(DAY, whole_day=True).not_before(later) == DAY


@given(st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001  the zone is read's
def test_every_moment_that_is_written_year_first_is_read_as_itself(moment):
    expected = moment.replace(microsecond=0, tzinfo=SHANGHAI)
    slashes = f"{moment.year}/{moment.month}/{moment.day} {moment:%H:%M:%S}"
    chinese = f"{moment.year}年{moment.month}月{moment.day}日{moment:%H时%M分%S秒}"
    for text in (slashes, chinese, f"{moment:%Y-%m-%d %H:%M:%S}", f"{moment:%Y%m%d%H%M%S}"):
        assert read(text, SHANGHAI) == Read(expected, whole_day=False)


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_none(text):
    found = read(text, SHANGHAI)
    assert found is None or found.at.tzinfo is not None
