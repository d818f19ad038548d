"""A possible emergency in what somebody wrote."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.followers.triage.rules import emergencies

# By hand: two hundred before the rules, the later ones while they grew.
WRITTEN = Path(__file__).with_name("emergencies.csv")


def _half(name):
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["half"] == name]


@pytest.mark.parametrize("half", ["development", "held out", "later"])
def test_nearly_every_emergency_is_seen_and_few_others_are(half):
    rows = _half(half)
    seen = [emergencies.possible(row["text"]) for row in rows]
    right = sum(bool(found) and bool(row["kind"]) for found, row in zip(seen, rows, strict=True))
    assert len(rows) >= 100
    assert right >= 0.98 * sum(bool(row["kind"]) for row in rows)
    assert right >= 0.8 * sum(bool(found) for found in seen)


@pytest.mark.parametrize("half", ["development", "held out"])
def test_what_stands_in_red_is_an_emergency_and_hardly_one_is_missing_there(half):
    rows = _half(half)
    seen = [emergencies.possible(row["text"]) for row in rows]
    red = [found is not None and found.clear for found in seen]
    right = sum(said and bool(row["kind"]) for said, row in zip(red, rows, strict=True))
    assert right >= 0.98 * sum(bool(row["kind"]) for row in rows)
    assert right >= 0.95 * sum(red)


@pytest.mark.parametrize("half", ["development", "held out"])
def test_the_kind_of_danger_is_mostly_right(half):
    pairs = [(emergencies.possible(row["text"]), row["kind"]) for row in _half(half)]
    told = [(found.danger, kind) for found, kind in pairs if found and kind]
    assert sum(danger == kind for danger, kind in told) >= 0.9 * len(told)


@pytest.mark.parametrize(
    "text",
    [
        "不是煤气味，是油漆的味道",
        "去年着过火",
        "上周电梯困人，已经救出",
        "希望增设消防通道，防止火灾",
        "这家店的生意火了",
        "",
        "火",
    ],
)
def test_what_is_denied_past_feared_or_said_otherwise_is_none(text):
    assert emergencies.possible(text) is None


def test_what_happened_before_and_happens_again_is_one():
    found = emergencies.possible("去年这里着过火，今天又着火了")
    assert found is not None
    assert found.danger is emergencies.Danger.FIRE


def test_the_words_are_shown_where_they_stand_in_what_was_written():
    text = "您好！樓下餐館　瓦斯洩漏，整棟樓都聞得到"
    found = emergencies.possible(text)
    assert found is not None
    assert [text[start:end] for start, end in found.spans] == ["瓦斯洩漏"]
    assert found.calls[0] == emergencies.Call.FIRE


def test_a_short_cry_is_surer_than_a_line_in_a_long_tale():
    short = emergencies.possible("对面楼着火了")
    long = emergencies.possible("我是这里的住户。" + "物业的服务一直不好，" * 40 + "对面楼着火了")
    assert short is not None
    assert long is None or long.confidence < short.confidence


def test_a_cry_in_a_few_words_is_heard_though_no_sign_knows_it():
    found = emergencies.possible("外婆磕倒了，快来")
    assert found is not None
    assert found.confidence <= emergencies.SEVERAL
    assert not found.clear  # it is to be read first, and no alarm is raised
    assert emergencies.possible("外婆磕倒了，请问医保怎么报销") is None


def test_every_danger_has_somebody_to_call():
    assert set(emergencies.CALLS) == set(emergencies.Danger)
    assert all(emergencies.CALLS.values())


WORDS = st.lists(
    st.sampled_from(["着火了", "没有", "电梯", "被困", "！", "去年", "，", "现在", "煤气味", "闻到", "İ", "ﬀ", "𝒂", "\n"])
).map("".join)  # fmt: skip


@given(st.text() | WORDS)
def test_any_text_can_be_read_and_its_words_stand_inside_it(text):
    found = emergencies.possible(text)
    if found is not None:
        assert emergencies.SHOWN <= found.confidence < 1
        assert found.spans
        assert all(0 <= start < end <= len(text) for start, end in found.spans)
