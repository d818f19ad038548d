"""The version in use is a deed's; what is damaged on disk counts as none and hides no other version."""

import json
from typing import Any

import pytest

from lianxin.followers.triage import actions, queries
from lianxin.followers.triage.classify import shelf, store
from lianxin.followers.triage.models import Classifier
from lianxin.followers.triage.rules import versions
from lianxin.followers.triage.rules.refusals import (
    InUseAlready,
    ModelDamaged,
    ModelOfAnotherVersion,
    NoSuchVersion,
    ThresholdOutOfRange,
)
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.refusal import NotAllowed, Stale
from tests.followers.triage.decided import learnt
from tests.followers.triage.shelved import BY, shelved, use
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


def version_in_use() -> str:
    found = queries.in_use()
    return found.version if found else ""


def standing(settings: Any) -> set[str]:
    return {path.name for path in settings.LIANXIN_MODELS.iterdir()} - {shelf.LOCK}


def test_before_any_deed_nothing_is_in_use_and_the_threshold_is_the_usual_one():
    assert queries.in_use() is None
    assert queries.threshold() == versions.THRESHOLD / 100


def test_a_version_is_named_after_its_day_and_its_weights(settings):
    version = shelved()
    assert version.startswith("2026-11-23-")
    assert standing(settings) == {version}


def test_a_deed_takes_a_version_into_use_and_says_what_its_files_are():
    version = shelved()
    entry = use(version)
    assert entry.verb == versions.TAKEN
    assert entry.facts == {"version": version, "sha256": shelf.sha256(version)}
    found = queries.in_use()
    assert found is not None
    assert found.version == version
    assert found.model.suggest(["路灯不亮"]) == learnt().model.suggest(["路灯不亮"])
    assert found is queries.in_use()  # read once


def test_an_earlier_version_is_used_again_and_the_cold_start_too():
    old, new = shelved(), shelved(days=7)
    use(old)
    use(new)
    assert version_in_use() == new
    use(old, at=MONDAY.replace(hour=10))
    assert version_in_use() == old
    use("")
    assert queries.in_use() is None
    with pytest.raises(InUseAlready):
        use("", at=MONDAY.replace(hour=11))


def test_two_versions_lie_side_by_side_the_newest_first():
    old, new = shelved(), shelved(days=7)
    assert list(shelf.listed()) == [new, old]


def test_damaged_files_count_as_none_until_they_are_brought_back(caplog):
    version = shelved()
    use(version)
    assert version_in_use() == version
    (weights,) = shelf.folder(version).glob("*.npz")
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-9])
    assert queries.in_use() is None
    assert version in caplog.text
    weights.write_bytes(whole)
    assert version_in_use() == version


def test_files_that_are_not_those_of_the_deed_count_as_none():
    version = shelved()
    use(version)
    path = shelf.folder(version) / store.MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), "scores": {"macro_f1": 1.0}}))
    assert queries.in_use() is None


def test_files_of_another_kind_count_as_none_and_stay_listed_without_a_manifest():
    version = shelved()
    use(version)
    (shelf.folder(version) / store.MANIFEST).write_text("{")
    assert queries.in_use() is None
    assert shelf.listed() == {version: None}


def test_a_model_of_another_version_of_the_program_counts_as_none_and_is_refused_by_name():
    version = shelved()
    use(version)
    path = shelf.folder(version) / store.MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": 99}))
    assert queries.in_use() is None
    with pytest.raises(ModelOfAnotherVersion):
        shelf.take(version)


@pytest.mark.parametrize("named", ["2026-11-23-00000000", "../../etc", "", "a" * 99])
def test_what_was_never_learnt_is_refused_by_name(named):
    with pytest.raises(NoSuchVersion):
        shelf.take(named)


def test_a_version_whose_manifest_is_gone_has_no_digest():
    version = shelved()
    (shelf.folder(version) / store.MANIFEST).unlink()
    with pytest.raises(ModelDamaged):
        shelf.sha256(version)


def test_what_somebody_left_half_written_is_cleared_away_by_the_next(settings):
    left = settings.LIANXIN_MODELS / shelf.DRAFT
    left.mkdir(parents=True)
    (left / "weights-0.npz").write_bytes(b"half")
    version = shelved()
    assert standing(settings) == {version}


def test_the_threshold_is_a_deed_within_bounds():
    entry = actions.set_threshold(per_cent=80, by=BY, at=MONDAY, key="threshold:80")
    assert entry.facts == {"threshold": 80}
    assert queries.threshold() == 0.8
    with pytest.raises(ThresholdOutOfRange):
        actions.set_threshold(per_cent=100, by=BY, at=MONDAY, key="threshold:100")
    with pytest.raises(Stale):
        actions.set_threshold(per_cent=70, by=BY, at=MONDAY, key="threshold:70", seen=0)
    assert queries.threshold() == 0.8


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.SUPERVISOR, Role.AUDITOR])
def test_only_an_administrator_decides_on_the_classifier(role):
    by = Actor(role=role, staff_id=1)
    with pytest.raises(NotAllowed):
        use(shelved(), by=by)
    with pytest.raises(NotAllowed):
        actions.set_threshold(per_cent=80, by=by, at=MONDAY, key="threshold:80")
    assert queries.taken() == ("", "")


def test_verify_finds_a_row_changed_by_hand_and_files_that_are_not_those_of_the_deed():
    assert list(queries.faults()) == []
    version = shelved()
    use(version)
    actions.set_threshold(per_cent=80, by=BY, at=MONDAY, key="threshold:80")
    assert list(queries.faults()) == []
    with ledger.writing():
        Classifier.objects.update(threshold=40)
    assert [(one.code, one.detail) for one in queries.faults()] == [("replay-differs", "threshold")]
    with ledger.writing():
        Classifier.objects.update(threshold=80)
    (shelf.folder(version) / store.MANIFEST).unlink()
    assert [one.code for one in queries.faults()] == ["model-differs"]
