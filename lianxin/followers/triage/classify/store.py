"""Models as files: arrays without any code in them, and a manifest that binds them by their SHA-256."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import numpy as np

from lianxin.followers.triage.classify import grams
from lianxin.followers.triage.classify.learning import Learnt
from lianxin.followers.triage.classify.model import Model
from lianxin.followers.triage.rules.refusals import (
    ModelDamaged,
    ModelMissing,
    ModelOfAnotherVersion,
)
from lianxin.foundation import durable

VERSION = 1
MANIFEST = "model.json"
ARRAYS = ("known", "rarity", "weights", "curve")


def save(learnt: Learnt, folder: Path, *, at: datetime, data: Mapping[str, object]) -> str:
    """Write a model beside the one in use and then take its place in one step; return the SHA-256 of its weights.

    `data` says what it learnt from.
    """
    folder.mkdir(parents=True, exist_ok=True)
    packed = io.BytesIO()
    np.savez_compressed(packed, **{name: getattr(learnt.model, name) for name in ARRAYS})
    content = packed.getvalue()
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"weights-{sha256[:16]}.npz"
    said = {
        "version": VERSION,
        "made_at": at.isoformat(),
        "labels": learnt.model.labels,
        "rows": learnt.rows,
        "left_out": learnt.left_out,
        "data": dict(data),
        "scores": {
            "macro_f1": learnt.report.macro_f1,
            "calibration_error": learnt.report.calibration_error,
            "coverage": learnt.report.coverage,
            "confidence": learnt.report.confidence,
        },
        "classes": {
            label: [one.precision, one.recall, one.f1, one.count]
            for label, one in learnt.report.labels.items()
        },
        "above": [[one.per_cent, one.covered, one.wrong] for one in learnt.report.above],
        "file": name,
        "sha256": sha256,
    }
    durable.put(folder / name, content)
    durable.put(folder / MANIFEST, json.dumps(said, ensure_ascii=False, indent=1).encode())
    for old in folder.glob("weights-*.npz"):
        if old.name != name:
            old.unlink()
    return sha256


def load(folder: Path) -> tuple[Model, Mapping[str, object]]:
    """Return the model of a folder and its manifest, or refuse it by name."""
    said = manifest(folder)
    if said.get("version") != VERSION:
        raise ModelOfAnotherVersion(path=str(folder), version=str(said.get("version")))
    try:
        content = (folder / Path(str(said["file"])).name).read_bytes()
        if hashlib.sha256(content).hexdigest() != said["sha256"]:
            raise ModelDamaged(path=str(folder))
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            model = Model(labels=_labels(said), **{name: arrays[name] for name in ARRAYS})
        if not _whole(model):
            raise ModelDamaged(path=str(folder))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise ModelDamaged(path=str(folder)) from fault
    return model, said


def manifest(folder: Path) -> Mapping[str, object]:
    """Return what the manifest of a folder says, whatever its version, or refuse it."""
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise ModelMissing(path=str(folder)) from None
    except ValueError as fault:
        raise ModelDamaged(path=str(folder)) from fault
    if not isinstance(said, dict):
        raise ModelDamaged(path=str(folder))
    return said


def _labels(said: Mapping[str, object]) -> tuple[str, ...]:
    labels = said["labels"]
    return tuple(map(str, labels)) if isinstance(labels, list) else ()


def _whole(model: Model) -> bool:
    """Tell whether the arrays fit each other."""
    rows, labels = len(model.known) + 1, len(model.labels)
    shapes = [(rows,), (rows, labels), (3,)]
    arrays = [model.rarity, model.weights, model.curve]
    fits = [array.shape for array in arrays] == shapes
    return fits and rows > 1 and 0 <= model.known.min() <= model.known.max() < grams.FEATURES
