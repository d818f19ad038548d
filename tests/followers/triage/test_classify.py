"""The classifier: learns, is sure in the right measure, says why, and takes whatever is typed."""

import numpy as np
import pytest

from lianxin.followers.triage.classify import grams, learning
from lianxin.followers.triage.classify.reasons import reasons
from lianxin.followers.triage.rules import texts
from lianxin.followers.triage.rules.refusals import NothingToLearn
from tests.followers.triage.decided import KINDS, decided, learnt, unseen


def quiet(steps: int) -> None:
    """Show no progress."""


def test_most_requests_that_it_never_saw_get_the_category_that_people_chose():
    model = learnt().model
    found = model.suggest([texts.compact([text]) for text, _ in unseen()])
    right = [one.label == kind for one, (_, kind) in zip(found, unseen(), strict=True)]
    assert sum(right) > 0.6 * len(right)
    sure = [hit for hit, one in zip(right, found, strict=True) if one.confidence > 0.8]
    assert sum(sure) >= 0.9 * len(sure) > 0


def test_learning_twice_gives_the_same_model():
    known = [(texts.compact([text]), kind) for text, kind in unseen()[:60]]
    one, other = (learning.learn(*zip(*known, strict=True), progress=quiet) for _ in range(2))
    assert np.array_equal(one.model.weights, other.model.weights)
    assert np.array_equal(one.model.curve, other.model.curve)


def test_a_run_of_signs_never_crosses_from_one_text_into_the_next():
    together = grams.count(["路灯坏了", "没水"])
    alone = [grams.count([text]) for text in ("路灯坏了", "没水")]
    assert [row.sum() for row in together] == [row.sum() for row in alone]
    assert (together[0] != alone[0]).nnz == (together[1] != alone[1]).nnz == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "水",
        "水电" * 50_000,
        "😀🎉💡",
        "The 路灯 на улице 壊れた ١٢٣",
        "\ud800\x00\u200b",
    ],
    ids=["empty", "one", "long", "emoji", "mixed", "broken"],
)
def test_whatever_is_typed_gets_an_answer(text):
    model = learnt().model
    (found,) = model.suggest([texts.compact([text])])
    assert found.label in KINDS
    assert 0 < found.confidence <= 1
    assert len(found.next) == 2
    assert all(0 <= begin < end <= len(text) for begin, end in reasons(model, text, found.label))


def test_without_the_words_that_are_shown_it_is_less_sure_than_without_others():
    model, dice = learnt().model, np.random.default_rng(1)
    shown, others = [], []
    for text, _ in unseen()[:40]:
        (found,) = model.suggest([texts.compact([text])])
        spans = reasons(model, text, found.label)
        moved = [shifted(span, len(text), dice) for span in spans]
        place = model.labels.index(found.label)
        without = [texts.compact([taken(text, one)]) for one in (spans, moved)]
        left = model.confidences(without)[:, place]
        shown.append(found.confidence - left[0])
        others.append(found.confidence - left[1])
    assert np.mean(shown) > 2 * np.mean(others)
    assert np.mean(shown) > 0.1


def shifted(span: tuple[int, int], length: int, dice: np.random.Generator) -> tuple[int, int]:
    begin = int(dice.integers(max(length - (span[1] - span[0]), 1)))
    return begin, begin + span[1] - span[0]


def taken(text: str, spans: list[tuple[int, int]]) -> str:
    gone = {place for begin, end in spans for place in range(begin, end)}
    return "".join(sign for place, sign in enumerate(text) if place not in gone)


def test_a_label_with_one_text_is_left_out_and_named():
    known = [
        (text + "啊" * times, kind)
        for times in range(6)
        for text, kind in (("路灯坏了", "lamp"), ("家里没水了", "water"))
    ]
    found = learning.learn(
        [*(text for text, _ in known), "噪声"],
        [*(kind for _, kind in known), "noise"],
        progress=quiet,
    )
    assert found.left_out == ("noise",)
    assert found.model.labels == ("lamp", "water")
    assert [one.label for one in found.model.suggest(["路灯坏了", "家里没水了"])] == [
        "lamp",
        "water",
    ]


@pytest.mark.parametrize(
    "rows", [[], [("路灯", "a")], [("路灯", "a")] * 5, [("", "a"), ("", "b"), ("水", "")] * 4]
)
def test_what_tells_nothing_apart_is_refused(rows):
    with pytest.raises(NothingToLearn):
        learning.learn([text for text, _ in rows], [kind for _, kind in rows], progress=quiet)


def test_what_a_register_tells_of_a_label_helps_and_is_not_measured():
    known = [("路灯坏了", "lamp"), ("家里没水了", "water")] * 6
    texts, kinds = [text for text, _ in known], [kind for _, kind in known]
    described = [("暖气不热", "heat"), ("供暖", "heat"), ("", "heat")]
    told = learning.learn(texts, kinds, described=described, progress=quiet)
    assert told.model.labels == ("heat", "lamp", "water")
    assert told.model.suggest(["家里暖气不热"])[0].label == "heat"
    assert told.rows == len(known) == sum(one.count for one in told.report.labels.values())
    assert "heat" not in {name for name, one in told.report.labels.items() if one.count}


def test_of_many_texts_one_part_is_held_back_and_memory_is_bounded(monkeypatch):
    small = learnt()
    monkeypatch.setattr(learning, "SPARE", 50)
    monkeypatch.setattr(learning, "WEIGHTS", 5_000)
    known = [(texts.compact([text]), kind) for text, kind in decided()]
    steps: list[int] = []
    found = learning.learn(
        [text for text, _ in known], [kind for _, kind in known], progress=steps.append
    )
    assert sum(steps) == learning.FOLDS + 2
    assert found.model.weights.size <= 5_000 + len(found.model.labels)
    assert sum(one.count for one in found.report.labels.values()) < len(known) / 3
    assert found.model.labels == small.model.labels
    right = [
        one.label == kind
        for one, (_, kind) in zip(found.model.suggest([t for t, _ in known]), known, strict=True)
    ]
    assert sum(right) > 0.6 * len(known)
