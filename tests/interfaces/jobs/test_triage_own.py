"""`lianxin triage train` on the city's own decisions, as it is typed: better or not, killed, and a full disk."""

import errno
import io
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from lianxin.casework.tickets import actions
from lianxin.followers.triage import queries
from lianxin.followers.triage.classify import learning, shelf
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from tests.followers.triage.decided import decided
from tests.followers.triage.decisions import FIVE, HEADER, city, closed, decisions
from tests.followers.triage.shelved import use
from tests.make import MONDAY
from tests.registers.duties.town import categories

pytestmark = pytest.mark.django_db


def train(*typed: str) -> str:
    out = io.StringIO()
    call_command("triage", "train", "--until", "2026-11-23", *typed, stdout=out)
    return out.getvalue()


def test_it_learns_what_people_decided_and_is_used_where_it_is_better():
    decisions()
    said = train()
    (version,) = shelf.listed()
    assert queries.taken() == (version, shelf.sha256(version))
    assert "in use from now on" in said
    manifest = shelf.listed()[version]
    assert manifest is not None
    data: Any = manifest["data"]
    assert data["source"] == "ledger"
    assert data["known"] + data["trial"]["held"] == len(decided())
    assert data["trial"]["verdict"] == "better"
    assert data["trial"]["against"] == "cold-start"
    assert data["since"] < data["held_from"] < data["until"]
    assert len(manifest["above"]) == 100  # type: ignore[arg-type]
    entry = Entry.objects.get(about="classifier")
    assert (entry.role, entry.system_name) == ("system", "triage")


def test_what_is_not_better_stays_a_candidate_and_the_old_one_is_used_on():
    decisions()
    train()
    before = queries.taken()
    said = train("--since", "2026-10-20")
    assert "not better" in said
    assert queries.taken() == before
    assert len(shelf.listed()) == 2
    assert before[0] in said


def test_too_few_decisions_do_not_tell_which_is_better():
    city()
    rows = [
        closed(str(place), what, kind, MONDAY - timedelta(days=1 + 7 * (place % 2)))
        for place, (what, kind) in enumerate(decided()[:40])
    ]
    actions.import_chunk(source="hall", rows=rows, by=Actor.system("import"), at=MONDAY)
    assert "cannot tell which is better" in train()
    assert queries.taken() == ("", "")
    assert len(shelf.listed()) == 1


def test_a_category_of_one_decision_is_learnt_with_the_words_of_its_register():
    decisions()
    categories(HEADER + FIVE + "noise,噪声扰民,,,,yes\n", key="six-categories")
    one = closed("single", "楼上半夜放音乐，吵得睡不着", "noise", MONDAY - timedelta(weeks=9))
    actions.import_chunk(source="hall", rows=[one], by=Actor.system("import"), at=MONDAY)
    assert "Left out" not in train()
    found = queries.in_use()
    assert found is not None
    assert found.model.suggest(["夜里噪声扰民"])[0].label == "noise"


def test_a_city_without_decisions_of_two_weeks_is_told_so():
    city()
    with pytest.raises(CommandError, match="two weeks"):
        train()
    assert shelf.listed() == {}


def test_a_damaged_model_in_use_does_not_hinder_learning_a_new_one():
    decisions()
    train()
    (version,) = shelf.listed()
    (weights,) = shelf.folder(version).glob("*.npz")
    weights.write_bytes(b"")
    assert queries.in_use() is None
    train()  # the very same is learnt again, and takes the damaged one's place
    assert list(shelf.listed()) == [version]
    assert queries.in_use() is not None


def test_whoever_stops_it_while_it_learns_loses_nothing(monkeypatch):
    decisions()
    train()
    before = queries.taken()

    def stopped(*args: object, **given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(learning, "learn", stopped)
    with pytest.raises(KeyboardInterrupt):
        train("--since", "2026-10-20")
    assert queries.taken() == before
    assert queries.in_use() is not None
    assert len(shelf.listed()) == 1


KILLED = """
import os, signal, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"
import django
django.setup()
from django.conf import settings
from pathlib import Path
settings.LIANXIN_MODELS = Path(sys.argv[1])
from tests.followers.triage.shelved import shelved
os.fsync = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
shelved()
"""


def test_killed_while_it_writes_it_leaves_no_version_and_the_next_one_clears_up(settings):
    command = [sys.executable, "-c", KILLED, str(settings.LIANXIN_MODELS)]
    done = subprocess.run(command, check=False, env={**os.environ})  # noqa: S603  our own
    assert done.returncode == -signal.SIGKILL
    assert (settings.LIANXIN_MODELS / shelf.DRAFT).is_dir()
    assert shelf.listed() == {}
    decisions()
    train()
    assert not (settings.LIANXIN_MODELS / shelf.DRAFT).exists()
    assert queries.in_use() is not None


def test_a_full_disk_is_said_and_the_old_one_stays(monkeypatch):
    decisions()
    train()
    before = queries.taken()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError, match="No space left"):
        train("--since", "2026-10-20")
    assert queries.taken() == before
    assert len(shelf.listed()) == 1
    assert queries.in_use() is not None


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_learnt(
    settings, monkeypatch, tmp_path: Path
):
    decisions()
    (tmp_path / "a-file").write_text("")
    settings.LIANXIN_MODELS = tmp_path / "a-file" / "models"
    monkeypatch.setattr(learning, "learn", None)
    with pytest.raises(CommandError, match="a-file"):
        train()


def test_a_table_needs_its_columns_and_a_folder(tmp_path: Path):
    with pytest.raises(CommandError, match="--label-column"):
        call_command("triage", "train", "--input", str(tmp_path / "x.csv"))


def test_back_to_an_earlier_version():
    decisions()
    train("--since", "2026-10-20")
    (first,) = shelf.listed()
    train()
    use("")
    out = io.StringIO()
    call_command("triage", "use", first, stdout=out)
    assert queries.taken()[0] == first
