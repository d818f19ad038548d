"""Suggestions before anything is learnt: from what the register of categories says of itself."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.followers.triage.classify import cold
from lianxin.followers.triage.classify.cold import Described
from lianxin.followers.triage.classify.model import Model
from lianxin.followers.triage.classify.reasons import reasons
from lianxin.followers.triage.rules import suggesting, texts
from lianxin.interfaces.exchange.shipped import TEMPLATES
from lianxin.interfaces.jobs.demo import story
from tests.registers.duties.town import table

PARTS = 7  # the highlighted words, and as many others, so far on in the text
KNOWN = [
    Described(code="lamp", words=("路灯不亮", "路灯", "灯坏", "市政道路路灯不亮、闪烁")),
    Described(code="noise", words=("施工噪声", "夜间施工", "打桩", "工地夜里的噪声")),
    Described(code="water", words=("停水", "没水", "水压", "自来水停供、水压不足")),
]


@cache
def city() -> Model:
    rows = [row for _, row in table((TEMPLATES / "categories.csv").read_text(encoding="utf-8"))]
    above = {row["parent_code"] for row in rows}
    found = cold.model(
        [
            Described(
                code=row["code"],
                words=(row["name"], *row["keywords"].split(";"), row["description"]),
            )
            for row in rows
            if row["code"] not in above
        ]
    )
    assert found is not None
    return found


def sure(model: Model, text: str, label: str) -> float:
    return float(model.confidences([texts.compact([text])])[0][model.labels.index(label)])


def without(text: str, spans: list[tuple[int, int]], by: int = 0) -> str:
    """Return a text without some spans, or without as much of it further on."""
    gone = {(at + by) % len(text) for begin, end in spans for at in range(begin, end)}
    return "".join(sign for at, sign in enumerate(text) if at not in gone)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("我家门口的路灯坏了", "lamp"),
        ("夜里十二点工地还在打桩", "noise"),
        ("五楼水压太小", "water"),
    ],
)
def test_a_category_is_found_by_its_own_words(text, label):
    model = cold.model(KNOWN)
    assert model is not None
    assert model.suggest([texts.compact([text])])[0].label == label


def test_where_there_is_nothing_to_choose_between_there_is_no_classifier():
    assert cold.model(KNOWN[:1]) is None
    assert cold.model([]) is None


def test_what_no_category_tells_leads_to_none_with_a_reason():
    model = cold.model(KNOWN)
    assert model is not None
    assert reasons(model, "你好", "lamp") == []
    assert sure(model, "你好", "lamp") == pytest.approx(1 / len(KNOWN), rel=0.05)


def test_of_the_invented_citys_requests_two_in_five_are_named_rightly_and_three_in_five_among_three():
    model, told = city(), story.stories()
    found = model.suggest([texts.compact([str(one["what"])]) for one in told])
    first = [one.label == asked["category"] for one, asked in zip(found, told, strict=True)]
    among = [
        asked["category"] in {one.label, *(label for label, _ in one.next)}
        for one, asked in zip(found, told, strict=True)
    ]
    assert sum(first) > 0.4 * len(told)
    assert sum(among) > 0.6 * len(told)
    assert sum(one.confidence for one in found) <= sum(first)  # rather too modest than too bold


def test_without_the_highlighted_words_it_is_less_sure_than_without_others():
    model, said = city(), [str(one["what"]) for one in story.stories()]
    found = model.suggest([texts.compact([text]) for text in said])
    spans = [reasons(model, text, one.label) for text, one in zip(said, found, strict=True)]
    pointed = [place for place, where in enumerate(spans) if where]
    rest = [
        [
            without(said[place], spans[place], by=len(said[place]) * part // PARTS)
            for part in range(PARTS)
        ]
        for place in pointed
    ]
    left = model.confidences([texts.compact([text]) for some in rest for text in some])
    lost, lost_by_chance, clearer = 0.0, 0.0, 0
    for at, place in enumerate(pointed):
        label = model.labels.index(found[place].label)
        highlighted, *others = left[at * PARTS : (at + 1) * PARTS, label].tolist()
        by_chance = sum(others) / len(others)
        lost += found[place].confidence - highlighted
        lost_by_chance += found[place].confidence - by_chance
        clearer += highlighted < by_chance
    assert len(pointed) > 400
    assert clearer > 0.95 * len(pointed)
    assert lost > 5 * lost_by_chance


@given(st.text(max_size=200))
def test_marked_pieces_make_the_text_again(text):
    spans = [(3, 7), (5, 9), (150, 400), (-2, 1)]
    pieces = suggesting.marked(text, spans)
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)


def test_what_is_below_the_threshold_is_not_sure():
    said = [suggesting.sureness(value, 0.6) for value in (0.59, 0.6, 0.95)]
    assert [one.value for one in said] == ["not_sure", "fairly_sure", "very_sure"]
    assert suggesting.sureness(0.95, 0.99) is suggesting.Sureness.NOT_SURE


def test_labels_that_are_no_category_in_force_are_left_out():
    ranked = [("gone", 0.7), ("b", 0.1), ("a", 0.15), ("c", 0.03), ("d", 0.02)]
    assert suggesting.offered(ranked, {"a", "b", "c", "d"}) == [
        ("a", 0.15),
        ("b", 0.1),
        ("c", 0.03),
    ]
