"""The draw: the same for everybody, from every stratum, and never for a unit's own line."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.casework.oversight.rules import revisits as rules
from lianxin.casework.oversight.rules.revisits import Barred, Found, Framed, Visitor
from lianxin.casework.tickets.rules import Outcome
from lianxin.casework.tickets.rules.words import CLAIMS, Revisited
from lianxin.registers.orgs.rules import UnitKind

NOVEMBER = date(2026, 11, 1)
SEEDS = st.binary(min_size=32, max_size=32).map(bytes.hex)
FRAMES = st.dictionaries(st.integers(1, 10**6), st.integers(0, 12), max_size=300).map(
    lambda found: [Framed(ticket_id=pk, stratum=code) for pk, code in found.items()]
)
# a tree of three floors: a city, offices below it, communities below these
PATHS = [
    "/1/",
    *(f"/1/{n}/" for n in (2, 3, 4)),
    *(f"/1/{n}/{n}{m}/" for n in (2, 3) for m in (1, 2)),
]
UNITS = [Visitor(unit_id=int(path.split("/")[-2]), path=path) for path in PATHS]


@given(SEEDS, FRAMES)
def test_a_draw_is_the_same_for_whoever_has_frame_and_seed_in_whatever_order(seed, frame):
    once = rules.drawn(seed, NOVEMBER, frame)
    assert once == rules.drawn(seed, NOVEMBER, list(reversed(frame)))
    assert len({one.ticket_id for one in once}) == len(once)
    assert set(once) <= set(frame)


@given(SEEDS, FRAMES)
def test_every_stratum_is_asked_and_the_rest_in_proportion(seed, frame):
    could = Counter(one.stratum for one in frame)
    taken = Counter(one.stratum for one in rules.drawn(seed, NOVEMBER, frame))
    assert taken.keys() == could.keys()
    assert all(1 <= taken[code] <= could[code] for code in could)
    assert sum(taken.values()) == max(rules.size(len(frame)), len(could))
    if could:
        left = sum(taken.values()) - len(could)
        for code, count in could.items():
            exact = left * count / len(frame)
            assert taken[code] - 1 <= exact + 1 + len(could)


@given(
    SEEDS,
    st.lists(
        st.tuples(
            st.integers(1, 10**6), st.sets(st.sampled_from(UNITS), min_size=1), st.booleans()
        ),
        max_size=60,
    ),
)
def test_no_unit_asks_about_what_it_or_its_line_had_a_hand_in(seed, tickets):
    hotlines = [Visitor(90, "/1/90/")]
    sample = [
        (
            pk,
            Barred(
                paths=tuple(one.path for one in hands),
                unit_ids=frozenset(one.unit_id for one in hands),
                hotline=hotline,
            ),
        )
        for pk, hands, hotline in tickets
    ]
    asked = rules.visitors(seed, sample, units=UNITS, hotlines=hotlines)
    assert asked == rules.visitors(seed, sample, units=UNITS, hotlines=hotlines)
    paths = {one.unit_id: one.path for one in (*UNITS, *hotlines)}
    for (_pk, barred), unit_id in zip(sample, asked, strict=True):
        if unit_id == 0:
            continue
        assert unit_id not in barred.unit_ids
        assert not any(rules.in_line(paths[unit_id], path) for path in barred.paths)
        assert (unit_id == 90) is barred.hotline


def test_the_work_is_spread_evenly():
    units = [Visitor(pk, f"/{pk}/") for pk in range(1, 6)]
    sample = [(pk, Barred(paths=())) for pk in range(100)]
    assert set(Counter(rules.visitors("s", sample, units=units, hotlines=[])).values()) == {20}


@pytest.mark.parametrize(
    ("framed", "size"),
    [(0, 0), (1, 1), (10, 2), (100, 20), (400, 80), (10_000, 370), (2_000_000, 385)],
)
def test_so_many_are_drawn_as_cochran_says_and_at_most_one_in_five(framed, size):
    assert rules.size(framed) == size


def test_a_stratum_has_one_code():
    codes = {
        rules.stratum(kind, group, claim): (kind, group, claim)
        for kind in UnitKind
        for group in (0, 7, 120)
        for claim in CLAIMS
    }
    assert len(codes) == len(UnitKind) * 3 * len(CLAIMS)
    assert all(rules.parts(code) == said for code, said in codes.items())


@pytest.mark.parametrize(
    ("claimed", "found", "result"),
    [
        (Outcome.RESOLVED, Found.RESOLVED, Revisited.AGREES),
        (Outcome.RESOLVED, Found.PARTLY, Revisited.DISAGREES),
        (Outcome.RESOLVED, Found.EXPLAINED, Revisited.DISAGREES),
        (Outcome.PARTLY, Found.RESOLVED, Revisited.AGREES),
        (Outcome.PARTLY, Found.NOT_SOLVED, Revisited.DISAGREES),
        (Outcome.EXPLAINED, Found.EXPLAINED, Revisited.AGREES),
        (Outcome.EXPLAINED, Found.NOT_SOLVED, Revisited.DISAGREES),
        (Outcome.RESOLVED, Found.UNREACHABLE, Revisited.UNREACHABLE),
        (Outcome.RESOLVED, Found.REFUSED, Revisited.REFUSED),
    ],
)
def test_an_answer_agrees_where_it_is_as_good_as_the_claim(claimed, found, result):
    assert rules.result(claimed, found) is result


@pytest.mark.parametrize(
    ("kind", "privacy", "guarded"),
    [
        ("help", "open", False),
        ("complaint", "open", True),
        ("tip_off", "open", True),
        ("help", "confidential", True),
        ("help", "anonymous", True),
    ],
)
def test_complaints_tip_offs_and_confidential_requests_are_for_the_hotline(kind, privacy, guarded):
    assert rules.guarded(kind, privacy) is guarded
