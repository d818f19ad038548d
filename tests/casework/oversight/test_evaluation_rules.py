"""Schemes and what comes of them, without a database: what is refused, and what always holds."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.casework.oversight.rules import evaluation as rules
from lianxin.casework.oversight.rules.evaluation import Reading, Told, moves
from lianxin.casework.oversight.rules.evaluation.forbidden import forbidden
from lianxin.foundation.refusal import BadRows
from lianxin.interfaces.exchange import tables

FIGURES = {"on_time", "returned", "resolution_rate", "satisfaction_rate", "reopened"}
FILE = Path(tables.__file__).parent / "templates" / "five-good.csv"


def lines(**changes: dict[str, str]) -> list[tuple[int, dict[str, str]]]:
    """Return the shipped scheme's lines; a change is named by the line's code (dashes as underscores)."""
    return [
        (line, row | changes.get(row["code"].replace("-", "_"), {}))
        for line, row in tables.read_table(FILE)
    ]


def scheme(**changes: dict[str, str]) -> rules.Scheme:
    return rules.rows.scheme(lines(**changes), figures=FIGURES)


FIVE = scheme()
CODES = [one.code for one in FIVE.indicators]
PEOPLES = [one.code for one in FIVE.indicators if not one.measure.figure]
RANK = {band.code: place for place, band in enumerate(reversed(FIVE.bands))}
MET = {"on-time": 95.0, "returned": 2.0, "resolved": 80.0, "reopened": 1.0, "satisfied": 90.0}
MISSED = {"on-time": 50.0, "returned": 40.0, "resolved": 10.0, "reopened": 30.0, "satisfied": 70.0}


def told(verdicts: dict[str, bool | None], *, of: int = 100, **judged: bool) -> Told:
    """Return what makes every indicator come out as said; None is n/a."""
    readings = {
        code: Reading(value=(MET if met else MISSED)[code], of=of if met is not None else 3)
        for code, met in verdicts.items()
        if code in MET
    }
    said = {one: met for one, met in verdicts.items() if one in PEOPLES and met is not None}
    return Told(readings=readings, judged=said | judged)


def of(verdicts: dict[str, bool | None], **judged: bool) -> rules.Outcome:
    return rules.outcome(FIVE, "community", told(verdicts, **judged))


def everything(*, met: bool | None) -> dict[str, bool | None]:
    return dict.fromkeys(CODES, met)


verdicts = st.fixed_dictionaries({code: st.sampled_from([True, False, None]) for code in CODES})


def test_the_shipped_scheme_has_ten_domains_of_which_those_without_a_source_are_examples():
    assert len(FIVE.domains) == 10
    assert [one.name for one in FIVE.domains if one.source] == [
        "农村",
        "社区",
        "国企",
        "学校",
        "机关",
    ]
    assert [(band.name, band.at_least) for band in FIVE.bands] == [
        ("示范", 5),
        ("进位升级", 2),
        ("集中整治", 0),
    ]
    assert rules.service_percent(FIVE.indicators) >= rules.SERVICE_LEAST


def test_a_scheme_comes_back_from_its_plain_form():
    assert rules.of_plain(rules.plain(FIVE)) == replace(FIVE)


@pytest.mark.parametrize(("met", "band"), [(True, "exemplary"), (False, "rectify"), (None, None)])
def test_all_met_none_met_and_nothing_known(met, band):
    assert of(everything(met=met)).band == band


def test_nothing_known_lies_between_the_lowest_and_the_highest_band():
    made = of(everything(met=None))
    assert (made.good, made.good_most, made.lowest, made.highest) == (0, 5, "rectify", "exemplary")
    assert made.to_improve == []


@pytest.mark.parametrize("good", range(6))
def test_the_count_of_good_decides_the_band(good):
    parts = [one.code for one in FIVE.dimensions]
    met = {one.code: parts.index(one.dimension) < good for one in FIVE.indicators}
    band = "exemplary" if good == 5 else "level-up" if good >= 2 else "rectify"
    assert (of(met).good, of(met).band) == (good, band)


@given(verdicts, st.sampled_from(["false", "reprisal"]))
def test_a_veto_always_wins(known, veto):
    made = of(known, **{veto: True})
    assert made.band == "rectify"
    assert veto in made.to_improve


@given(verdicts)
def test_a_veto_on_a_dimension_makes_it_not_good_whatever_else_is_met(known):
    low = {"dissatisfied": Reading(value=55.0, of=40)}
    before = told(known)
    made = rules.outcome(FIVE, "community", replace(before, readings={**before.readings, **low}))
    assert next(part for part in made.parts if part.code == "feedback").verdict is False


@given(verdicts, st.sampled_from(CODES))
def test_more_good_never_gives_a_lower_band(known, code):
    worse, better = of({**known, code: False}), of({**known, code: True})
    assert better.good >= worse.good
    assert better.good_most >= worse.good_most
    assert better.points >= worse.points
    assert RANK[better.lowest] >= RANK[worse.lowest]
    assert RANK[better.highest] >= RANK[worse.highest]


@given(verdicts, st.sampled_from(CODES))
def test_too_little_data_never_counts_as_bad(known, code):
    unknown, bad, good = (of({**known, code: met}) for met in (None, False, True))
    assert unknown.good_most >= bad.good_most
    assert RANK[unknown.highest] >= RANK[bad.highest]
    assert set(unknown.to_improve) <= set(bad.to_improve)
    # and what is said of it holds however it turns out
    if unknown.band is not None:
        assert unknown.band == bad.band == good.band


@pytest.mark.parametrize(
    ("reading", "lacking"),
    [
        (None, rules.Lacking.NOT_FIXED),
        (Reading(value=None, of=0), rules.Lacking.NOTHING_COUNTED),
        (Reading(value=1.0, of=19), rules.Lacking.TOO_FEW),
        (Reading(value=None, of=90, few_staff=True), rules.Lacking.FEW_STAFF),
    ],
)
def test_a_figure_that_says_nothing_is_not_applicable_and_says_why(reading, lacking):
    made = rules.outcome(FIVE, "community", Told(readings={"on-time": reading} if reading else {}))
    found = next(one for part in made.parts for one in part.found if one.line.code == "on-time")
    assert (found.verdict, found.lacking) == (None, lacking)


def test_a_veto_without_enough_data_is_none():
    made = rules.outcome(
        FIVE, "community", Told(readings={"dissatisfied": Reading(value=10.0, of=29)})
    )
    assert next(part for part in made.parts if part.code == "feedback").verdict is None


def test_what_was_found_better_stands_beside_the_result():
    bad = told(everything(met=False))
    before = rules.outcome(FIVE, "community", bad)
    after = rules.outcome(FIVE, "community", replace(bad, improved=["feedback", "results"]))
    assert (before.band, after.band, after.good) == ("rectify", "level-up", 2)


def refused(**changes: dict[str, str]) -> list[tuple[int, str]]:
    with pytest.raises(BadRows) as caught:
        scheme(**changes)
    return [(row.line, row.code) for row in caught.value.rows]


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("主题党日出勤率", "attendance"),
        ("签 到 次数", "attendance"),
        ("学习笔记", "study"),
        ("党员信仰", "belief"),
        ("捐款人数", "donations"),
        ("党员积分", "persons"),
        ("奖金与评价挂钩", "pay"),
        ("Ａｔｔｅｎｄａｎｃｅ", "attendance"),
    ],
)
def test_what_members_do_believe_or_give_is_no_indicator(name, about):
    found = forbidden(name)
    assert found is not None
    assert found[0] == about
    assert refused(teams={"name": name}) == [(line_of("teams"), "forbidden-indicator")]


def line_of(code: str) -> int:
    return next(line for line, row in lines() if row["code"] == code)


@pytest.mark.parametrize(
    ("code", "change", "reason"),
    [
        ("teams", {"what": "thing"}, "scheme-word"),
        ("teams", {"code": "Teams!"}, "scheme-word"),
        ("teams", {"code": "answered"}, "scheme-doubled"),
        ("teams", {"text": ""}, "scheme-unnamed"),
        ("teams", {"dimension": "nowhere"}, "scheme-unknown"),
        ("teams", {"dimension": ""}, "scheme-word"),
        ("teams", {"weight": "many"}, "scheme-word"),
        ("teams", {"weight": "0"}, "scheme-word"),
        ("teams", {"service": "maybe"}, "scheme-word"),
        ("on-time", {"figure": "received"}, "unknown-figure"),
        ("on-time", {"at_most": "5"}, "no-threshold"),
        ("on-time", {"at_least": ""}, "no-threshold"),
        ("on-time", {"at_least": "NaN"}, "scheme-word"),
        ("on-time", {"fewest": "4"}, "scheme-word"),
        ("on-time", {"scope": "some"}, "scheme-word"),
        ("on-time", {"months": "25"}, "scheme-word"),
        ("false", {"code": "feedback"}, "scheme-doubled"),
        ("rectify", {"at_least": "-1"}, "scheme-word"),
    ],
)
def test_a_faulty_line_is_refused_by_its_number(code, change, reason):
    found = refused(**{code.replace("-", "_"): change})
    line = line_of("answered") if reason == "scheme-doubled" and code == "teams" else line_of(code)
    assert (line, reason) in found


def test_every_faulty_line_is_named_at_once():
    found = refused(teams={"weight": "x"}, on_time={"figure": "y"}, rectify={"at_least": "z"})
    assert len(found) == 3


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"exemplary": {"at_least": "6"}}, "bands-unsound"),
        ({"rectify": {"at_least": "1"}}, "bands-unsound"),
        ({"level_up": {"at_least": "5"}}, "bands-unsound"),
        (
            {"duties_public": {"dimension": "feedback"}, "decisions": {"dimension": "feedback"}},
            "dimension-empty",
        ),
        (
            {
                code: {"service": "no"}
                for code in ("duties_public", "contact_map", "teams", "on_time", "resolved")
            },
            "too-little-service",
        ),
        ({"five_good": {"what": "domain"}}, "scheme-without"),
    ],
)
def test_a_scheme_that_is_not_sound_is_refused_as_a_whole(changes, reason):
    assert refused(**changes) == [(0, reason)]


def test_every_step_has_one_row_and_every_state_is_reached():
    assert [move.step for move in moves.TABLE] == list(rules.Step)
    reached = {move.target for move in moves.TABLE if move.target} | {rules.State.COLLECTING}
    assert reached == set(rules.State)
