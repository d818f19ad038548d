"""Codes, days, kinds and roles."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.actor import STAFF, Actor, Role
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.orgs import rules
from lianxin.registers.orgs.rules import DivisionKind, refusals, trees

towns = st.integers(1, 599)
villages = st.integers(1, 599)


@pytest.mark.parametrize(
    ("code", "prefix", "kind"),
    [
        ("990000000000", "99", "province"),
        ("990100000000", "9901", "city"),
        ("990101000000", "990101", "district"),
        ("990101001000", "990101001", "subdistrict"),
        ("990101099000", "990101099", "subdistrict"),
        ("990101100000", "990101100", "township"),
        ("990101399000", "990101399", "township"),
        ("990101401000", "990101401", "subdistrict"),
        ("990101001199", "990101001199", "community"),
        ("990101001200", "990101001200", "village"),
        ("990101001498", "990101001498", "community"),
        ("990101001598", "990101001598", "village"),
        ("441900003000", "441900003", "subdistrict"),
    ],
)
def test_a_code_says_its_scope_and_its_kind(code, prefix, kind):
    assert rules.significant(code) == prefix
    assert rules.kind_of(code) == kind
    assert rules.padded(prefix) == code


@pytest.mark.parametrize(
    "code",
    ["", "99", "99010100100", "9901010010000", "99010100100a", "000100000000", "990101000001"]
    + ["990001000000", "990101600000", "990101001600", "９９0101001000", "9.90101E+11"],
)
def test_what_is_no_division_code_is_refused(code):
    with pytest.raises(refusals.NotADivisionCode):
        rules.kind_of(code)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("990101100000", "subdistrict"),
        ("990101001000", "township"),
        ("990101001200", "community"),
        ("990101001001", "village"),
        ("990101000000", "city"),
    ],
)
def test_a_kind_that_the_digits_deny_is_refused(code, kind):
    with pytest.raises(refusals.KindDoesNotFit):
        rules.checked_kind(code, kind)


@given(st.integers(11, 99), st.integers(1, 99), st.integers(1, 99), towns, villages)
def test_a_lineage_goes_up_to_the_province_and_every_scope_holds_what_lies_in_it(p, c, d, t, v):
    code = f"{p}{c:02}{d:02}{t:03}{v:03}"
    lineage = rules.lineage(code)
    assert lineage[0] == code
    assert len(lineage) == 5
    for above in lineage:
        low, high = rules.span(rules.significant(above))
        assert low <= code <= high
        assert code.startswith(rules.significant(above))
    for below, above in zip(lineage, lineage[1:], strict=False):
        rules.check_parent(below, above)
        with pytest.raises(refusals.ParentDoesNotFit):
            rules.check_parent(above, below)


LIKE_CODES = st.text("0019", min_size=11, max_size=16) | st.text(max_size=16)


@given(LIKE_CODES)
def test_any_text_is_a_division_of_a_kind_at_a_level_or_refused(text):
    try:
        kind = rules.kind_of(text)
    except refusals.NotADivisionCode:
        with pytest.raises(refusals.NotADivisionCode):
            rules.checked_kind(text, "")
        return
    own = rules.significant(text)
    assert re.fullmatch("[0-9]{12}", text)
    assert len(own) == rules.LEVEL_OF[kind]
    assert rules.padded(own) == text


@given(LIKE_CODES)
def test_any_text_is_a_grid_of_a_community_or_refused(text):
    try:
        community = rules.community_of(text)
    except refusals.NotAGridCode:
        inside = re.fullmatch("[0-9]{15}", text) and text[12:] != "000"
        if inside:
            with pytest.raises((refusals.NotADivisionCode, AssertionError)):
                assert rules.kind_of(text[:12]) in (DivisionKind.COMMUNITY, DivisionKind.VILLAGE)
        return
    assert re.fullmatch("[0-9]{15}", text)
    assert text.startswith(community)
    assert rules.kind_of(community) in (DivisionKind.COMMUNITY, DivisionKind.VILLAGE)


@given(villages, st.integers(0, 1200))
def test_a_grid_code_is_a_community_and_a_number_from_1_to_999(village, serial):
    code = f"990101001{village:03}{serial:03}"
    if 1 <= serial <= 999:
        assert rules.community_of(code) == code[:12]
    else:
        with pytest.raises(refusals.NotAGridCode):
            rules.community_of(code)


@pytest.mark.parametrize("code", ["990101001000001", "990101001001", "99010100100100a", ""])
def test_what_is_no_grid_code_is_refused(code):
    with pytest.raises(refusals.NotAGridCode):
        rules.community_of(code)


@pytest.mark.parametrize(
    "text",
    ["2026-01-02", "2026/1/2", "2026.1.2", "2026年1月2日", "20260102", "46024"]
    + ["2026-01-02 00:00:00", "2026/01/02 00:00"],
)
def test_a_day_is_read_as_people_and_excel_write_it(text):
    assert rules.day(text) == date(2026, 1, 2)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "1/2/2026", "46024.5", "gestern", "2026-13-01", "0"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(refusals.NotADay):
        rules.day(text)


def test_no_day_is_no_day():
    assert rules.day("") is None


# who may have which role where, written by hand from part C of the domain notes
ROLES = {
    "hotline": {"agent", "dispatcher", "supervisor", "caller", "auditor", "administrator"},
    "government": {"handler", "unit_lead", "administrator"},
    "department": {"handler", "unit_lead", "administrator"},
    "company": {"handler", "unit_lead", "administrator"},
    "subdistrict": {"handler", "unit_lead", "grid_worker", "administrator"},
    "community": {"handler", "unit_lead", "grid_worker", "administrator"},
}


def test_every_role_is_given_only_at_units_of_its_kinds():
    assert set(ROLES) == set(rules.UnitKind)
    for kind in rules.UnitKind:
        for role in STAFF:
            if role in ROLES[kind]:
                assert rules.role_at(role, kind) is role
            else:
                with pytest.raises(refusals.RoleDoesNotFit):
                    rules.role_at(role, kind)


@pytest.mark.parametrize("role", ["public", "requester", "system", "boss", ""])
def test_a_post_has_a_role_of_staff(role):
    with pytest.raises(refusals.UnknownRole):
        rules.role_at(role, rules.UnitKind.HOTLINE)


def test_an_administrator_keeps_the_registers_of_the_own_division_only():
    chief = Actor(role=Role.ADMINISTRATOR, staff_id=1, division="990101")
    rules.check_keeper(chief, "990101001000")
    with pytest.raises(NotAllowed):
        rules.check_keeper(chief, "990102001000")
    with pytest.raises(NotAllowed):
        rules.check_keeper(chief, "990100000000")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.SYSTEM}))
def test_nobody_else_keeps_the_registers(role):
    with pytest.raises(NotAllowed):
        rules.check_keeper(Actor(role=role, division=""), "990101001000")


def test_an_office_serves_its_own_level():
    rules.check_served(rules.UnitKind.SUBDISTRICT, "990101100000")
    rules.check_served(rules.UnitKind.DEPARTMENT, "990101100000")
    for kind in (rules.UnitKind.COMMUNITY, rules.UnitKind.SUBDISTRICT):
        with pytest.raises(refusals.DivisionDoesNotFit):
            rules.check_served(kind, "990101000000")


def test_a_unit_never_stands_under_itself():
    with pytest.raises(refusals.UnitLoop):
        trees.check_place("a", {"a": "b", "b": "c", "c": "a"})
    with pytest.raises(refusals.UnitLoop):
        trees.check_place("d", {"d": "a", "a": "a"})


def test_a_tree_of_units_has_an_end():
    chain = {str(level): str(level + 1) for level in range(20)} | {"20": ""}
    with pytest.raises(refusals.TooDeep):
        trees.check_place("0", chain)
    trees.check_place("9", chain)
