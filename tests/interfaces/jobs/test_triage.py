"""`lianxin triage` from a table to a model and back to a table, as it is typed."""

import csv
import gzip
import io
import json

import pytest
from django.core.management import CommandError, call_command

from lianxin.followers.triage import queries
from tests.followers.triage.decided import decided
from tests.followers.triage.shelved import shelved


def run(*typed: object) -> str:
    out = io.StringIO()
    call_command("triage", *map(str, typed), stdout=out)
    return out.getvalue()


def table(rows: list[dict[str, str]], encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("triage")
    rows = [
        {"id": str(place), "title": text[:9], "detail": text[9:], "kind": kind}
        for place, (text, kind) in enumerate(sorted(decided()))
    ]
    (folder / "train.csv.gz").write_bytes(gzip.compress(table(rows[: len(rows) * 2 // 3])))
    (folder / "test.csv").write_bytes(table(rows[len(rows) * 2 // 3 :], "gb18030"))
    run("train", "--input", folder / "train.csv.gz", *COLUMNS, *LABEL, "--model", folder / "model")
    return folder


COLUMNS = ("--text-column", "title", "--text-column", "detail")
LABEL = ("--label-column", "kind")


def test_a_model_says_what_it_learnt_from(folder):
    said = json.loads((folder / "model" / "model.json").read_text())
    assert said["data"]["file"] == "train.csv.gz"
    assert said["data"]["text_columns"] == ["title", "detail"]
    assert 0.5 < said["scores"]["macro_f1"] < 1


def test_predict_writes_label_and_confidence_beside_every_row(folder):
    out = folder / "out.csv"
    run(
        "predict",
        "--input",
        folder / "test.csv",
        *COLUMNS,
        "--model",
        folder / "model",
        "--output",
        out,
    )
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    first = len(decided()) * 2 // 3
    assert [int(row["id"]) for row in rows] == list(range(first, len(decided())))
    assert sum(row["predicted"] == row["kind"] for row in rows) > 0.6 * len(rows)
    assert all(0 < float(row["confidence"]) <= 1 for row in rows)


def test_evaluate_prints_every_figure(folder):
    said = run(
        "evaluate", "--input", folder / "test.csv", *COLUMNS, *LABEL, "--model", folder / "model"
    )
    for word in (
        "precision",
        "recall",
        "macro-F1",
        "calibration error",
        "coverage at 98 %",
        "hurts most",
    ):
        assert word in said


def test_a_missing_column_is_named(folder):
    with pytest.raises(CommandError, match="words"):
        run(
            *("predict", "--input", folder / "test.csv", "--text-column", "words"),
            *("--model", folder / "model", "--output", folder / "none.csv"),
        )
    assert not (folder / "none.csv").exists()


def test_a_table_that_teaches_nothing_leaves_the_model_as_it_was(folder):
    before = (folder / "model" / "model.json").read_bytes()
    (folder / "one.csv").write_bytes(table([{"title": "路灯", "detail": "坏了", "kind": "a"}]))
    with pytest.raises(CommandError, match="nothing to learn"):
        run("train", "--input", folder / "one.csv", *COLUMNS, *LABEL, "--model", folder / "model")
    assert (folder / "model" / "model.json").read_bytes() == before


@pytest.mark.django_db
def test_use_takes_a_version_of_the_data_folder_and_goes_back_to_none():
    version = shelved()
    assert version in run("use", version)
    assert queries.taken()[0] == version
    run("use", "cold-start")
    assert queries.taken()[0] == ""
    with pytest.raises(CommandError, match="no version nowhere"):
        run("use", "nowhere")
