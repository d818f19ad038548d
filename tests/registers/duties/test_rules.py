"""Decisions on the catalogue: which row answers, and what no catalogue may say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.refusal import BadRows
from lianxin.foundation.words.sentences import SENTENCES
from lianxin.registers.duties import rules
from lianxin.registers.duties.rules import Candidate, KnownDuty, ListKind, Registers
from lianxin.registers.orgs.rules import UnitKind
from tests.registers.duties.town import CATALOGUE, CATEGORIES, DUTIES, table

REGISTERS = Registers(
    categories={
        "lighting": None,
        "lighting.lamp": "lighting",
        "lighting.yard": "lighting",
        "noise": None,
    },
    units={
        "lamps": UnitKind.DEPARTMENT,
        "power": UnitKind.COMPANY,
        "baishi": UnitKind.SUBDISTRICT,
        "luhua": UnitKind.COMMUNITY,
    },
    duties={
        "L-1": KnownDuty(unit_code="lamps", list_kind=ListKind.BASIC),
        "T-1": KnownDuty(unit_code="luhua", list_kind=ListKind.BASIC),
        "T-2": KnownDuty(unit_code="luhua", list_kind=ListKind.ASSIST),
    },
    divisions={"990101100000", "990101001001"},
)
SCOPES = ["", "99", "9901", "990101", "990101001", "990101001001", "990101100", "990102"]


def told(refused: BadRows) -> list[tuple[int, str]]:
    """Return the faults by line and code, after holding each against its sentence."""
    assert all(SENTENCES[row.code] % row.facts for row in refused.rows)
    return [(row.line, row.code) for row in refused.rows]


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(BadRows) as refused:
        rules.check_catalogue(table(text), REGISTERS)
    return told(refused.value)


def test_a_sound_catalogue_is_taken():
    assert len(rules.check_catalogue(table(CATALOGUE), REGISTERS)) == 4


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("noise,990101100000,nobody,,general,,", "unknown-unit"),
        ("noise,990101100000,lamps,nobody,general,,", "unknown-unit"),
        ("noise,990101100000,@nobody,,general,,", "unknown-unit"),
        ("smell,,lamps,,general,,", "unknown-category"),
        ("noise,990199000000,lamps,,general,,", "unknown-division"),
        ("noise,9901,lamps,,general,,", "not-a-division-code"),
        ("noise,990101100000,lamps,,soon,,", "unknown-tier"),
        ("noise,990101100000,lamps,,general,X-1,", "unknown-duty"),
        ("noise,990101100000,,,general,,", "name-missing"),
        ("noise,,lamps,,general,,", "doubled-row"),
        ("noise,990101001001,luhua,,general,,", "community-cannot-lead"),
        ("noise,990101001001,luhua,,general,T-2,", "community-cannot-lead"),
        ("noise,990101001001,luhua,,general,L-1,", "community-cannot-lead"),
        ("noise,990101001001,@community,,general,T-1,", "community-cannot-lead"),
    ],
)
def test_a_bad_row_refuses_the_whole_catalogue_with_its_line(row: str, code: str):
    assert faults(CATALOGUE + row + "\n") == [(6, code)]


def test_a_community_leads_its_own_basic_duty():
    row = "noise,990101001001,luhua,,general,T-1,\n"
    assert len(rules.check_catalogue(table(CATALOGUE + row), REGISTERS)) == 5


def test_every_fault_is_told_at_once():
    bad = "noise,,nobody,,general,X-1,\n,,luhua,,general,,\n"
    assert [line for line, _ in faults(CATALOGUE + bad)] == [6, 6, 6, 7, 7]


def test_no_leaf_is_without_an_owner_everywhere():
    here_only = CATALOGUE.replace("noise,,lamps", "noise,990101100000,lamps")
    assert faults(here_only) == [(0, "category-without-owner")]


def test_a_parent_owns_for_its_leaves():
    assert rules.unowned({"lighting", "noise"}, REGISTERS.categories) == []
    assert rules.unowned({"lighting.yard"}, REGISTERS.categories) == ["lighting.lamp", "noise"]


@given(
    rows=st.lists(
        st.tuples(st.sampled_from([1, 2, 3, 9]), st.sampled_from(SCOPES)), unique=True, max_size=12
    ),
    place=st.sampled_from(["", "990101001001", "990101100001", "990102000000", "110101001001"]),
)
def test_the_narrowest_place_wins_then_the_category_before_its_parents(
    rows: list[tuple[int, str]], place: str
):
    line = [3, 2, 1]
    candidates = [
        Candidate(row_id=number, category_id=category, prefix=prefix)
        for number, (category, prefix) in enumerate(rows)
    ]
    expected = next(
        (
            candidate
            for length in range(12, -1, -1)
            for category in line
            for candidate in candidates
            if candidate.category_id == category
            and len(candidate.prefix) == length
            and candidate.prefix == place[:length]
        ),
        None,
    )
    assert rules.choose(candidates, line, place) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("a,A,b,,,\nb,B,a,,,\n", [(6, "category-loop"), (7, "category-loop")]),
        ("a,A,a,,,\n", [(6, "category-loop")]),
        ("a,A,gone,,,\n", [(6, "unknown-parent")]),
        ("noise,again,,,,\n", [(6, "doubled-row")]),
        ("a,,,,,\n", [(6, "name-missing")]),
        ("a b,A,,,,\n", [(6, "not-a-code")]),
        ("a,A,,,,perhaps\n", [(6, "not-yes-or-no")]),
        (f"a,A,,{'x' * 501},,\n", [(6, "too-long")]),
    ],
)
def test_categories_that_make_no_tree_are_refused(rows: str, expected: list[tuple[int, str]]):
    with pytest.raises(BadRows) as refused:
        rules.check_tree(table(CATEGORIES + rows))
    assert told(refused.value) == expected


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("X-1,巡查,nobody,basic,\n", "unknown-unit"),
        ("X-1,巡查,lamps,often,\n", "unknown-list-kind"),
        ("L-1,巡查,lamps,basic,\n", "doubled-row"),
        ("X-1,,lamps,basic,\n", "name-missing"),
    ],
)
def test_a_bad_duty_refuses_the_list(row: str, code: str):
    with pytest.raises(BadRows) as refused:
        rules.check_duties(table(DUTIES + row), REGISTERS.units.keys())
    assert told(refused.value) == [(6, code)]


def test_an_empty_file_is_refused():
    with pytest.raises(rules.NothingToImport):
        rules.check_tree([])


def test_keywords_are_listed_once():
    lamp = rules.check_tree(table(CATEGORIES))[1]
    assert lamp.keywords == ("路灯", "灯坏")
    assert lamp.public


def test_the_tree_is_read_from_its_roots():
    nodes = rules.arranged([(5, 4), (4, None), (6, 9), (7, 4)])
    assert [(node.pk, node.depth, node.leaf) for node in nodes] == [
        (4, 0, False),
        (5, 1, True),
        (7, 1, True),
        (6, 0, True),
    ]
