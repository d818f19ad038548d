"""A model in files: whole or not at all, refused by name where it is not as it was written."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from lianxin.followers.triage.classify import store
from lianxin.followers.triage.rules.refusals import (
    ModelDamaged,
    ModelMissing,
    ModelOfAnotherVersion,
)
from lianxin.foundation import durable
from tests.followers.triage.decided import learnt
from tests.make import MONDAY


@pytest.fixture
def folder(tmp_path):
    store.save(learnt(), tmp_path, at=MONDAY, data={"rows": 5})
    return tmp_path


def weights(folder: Path) -> Path:
    (path,) = folder.glob("weights-*.npz")
    return path


def test_what_was_saved_is_read_back(folder):
    model, said = store.load(folder)
    assert np.array_equal(model.weights, learnt().model.weights)
    assert model.suggest(["路灯不亮"]) == learnt().model.suggest(["路灯不亮"])
    assert said["data"] == {"rows": 5}
    assert said["made_at"] == MONDAY.isoformat()


def test_without_a_model_it_says_so(tmp_path):
    with pytest.raises(ModelMissing):
        store.load(tmp_path)


def test_one_changed_byte_is_found(folder):
    content = bytearray(weights(folder).read_bytes())
    content[len(content) // 2] ^= 1
    weights(folder).write_bytes(content)
    with pytest.raises(ModelDamaged):
        store.load(folder)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 1}', '{"version": 1, "file": "../x"}']
)
def test_a_manifest_that_is_none_is_refused(folder, text):
    (folder / store.MANIFEST).write_text(text)
    with pytest.raises(ModelDamaged):
        store.load(folder)


def test_another_version_is_refused_by_name(folder):
    said = json.loads((folder / store.MANIFEST).read_text())
    (folder / store.MANIFEST).write_text(json.dumps({**said, "version": 99}))
    with pytest.raises(ModelOfAnotherVersion) as refused:
        store.load(folder)
    assert refused.value.facts["version"] == "99"


def test_a_model_of_pickled_objects_is_never_run(folder):
    said = json.loads((folder / store.MANIFEST).read_text())
    np.savez(weights(folder), known=np.array([{}], dtype=object))
    content = weights(folder).read_bytes()
    said["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / store.MANIFEST).write_text(json.dumps(said))
    with pytest.raises(ModelDamaged):
        store.load(folder)


def test_where_saving_stops_half_way_the_old_model_stays(folder, monkeypatch):
    before = (folder / store.MANIFEST).read_bytes()

    def stop(path, content):
        raise KeyboardInterrupt

    monkeypatch.setattr(durable, "put", stop)
    with pytest.raises(KeyboardInterrupt):
        store.save(learnt(), folder, at=MONDAY, data={"rows": 6})
    monkeypatch.undo()
    assert (folder / store.MANIFEST).read_bytes() == before
    assert store.load(folder)[1]["data"] == {"rows": 5}
