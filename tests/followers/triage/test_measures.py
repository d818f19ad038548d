"""The figures of a measurement, on cases small enough to count by hand."""

import pytest

from lianxin.followers.triage.rules import measures


def test_precision_recall_and_the_worst_confusion_are_counted():
    found = measures.report(list("aaabbc"), list("aabbbb"), [0.9] * 6)
    assert found.labels["a"].precision == 1
    assert found.labels["a"].recall == pytest.approx(2 / 3)
    assert found.labels["b"].f1 == pytest.approx(2 * 2 / (4 + 2))
    assert found.labels["c"].f1 == 0
    assert found.macro_f1 == pytest.approx((0.8 + 2 / 3) / 3)
    assert found.worst in {("a", "b", 1), ("c", "b", 1)}


def test_a_confidence_that_keeps_its_word_has_no_error():
    truth = [*"aaaab"] * 60
    assert measures.report(truth, ["a"] * 300, [0.8] * 300).calibration_error < 1e-9
    assert measures.report(truth, ["a"] * 300, [1.0] * 300).calibration_error > 0.15


def test_coverage_is_the_surest_part_that_is_right_enough():
    truth = ["b", *["a"] * 50, *["b"] * 49]
    sure = [0.5, *[0.9] * 50, *[0.1] * 49]
    assert measures.report(truth, ["a"] * 100, sure).coverage == pytest.approx(0.51)


def test_nothing_measured_is_nothing_and_no_crash():
    found = measures.report([], [], [])
    assert (found.macro_f1, found.coverage, found.worst) == (0, 0, None)
