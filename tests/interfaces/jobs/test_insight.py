"""The columnar record in the worker and on the console."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from lianxin.followers.insight import actions, manifest
from lianxin.followers.insight.queries import Reader
from lianxin.foundation.ledger import actions as ledger
from lianxin.interfaces.jobs import insight
from tests.casework.tickets import town
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


def received(number: int) -> None:
    town.received(key=f"insight-{number}")
    while ledger.seal():
        pass


def counted(folder: Path) -> int:
    (count,) = Reader(folder).cursor().table("tickets").count("ticket").fetchall()[0]
    assert isinstance(count, int)
    return count


@pytest.fixture
def folder(settings) -> Path:
    town.built()
    return Path(settings.LIANXIN_INSIGHT)


def done(times: int = 5) -> None:
    for _ in range(times):
        insight.keep(MONDAY + timedelta(hours=1))


def test_the_worker_reads_on(folder: Path):
    received(1)
    done()
    received(2)
    done()
    assert counted(folder) == 2


def test_the_worker_makes_a_damaged_record_anew_by_itself(folder: Path):
    received(1)
    done()
    (folder / manifest.NAME).write_text("{")
    received(2)
    done()
    assert counted(folder) == 2
    assert manifest.read(folder).generation == 2


def test_who_needs_all_of_the_record_has_what_came_while_it_was_made_anew(folder: Path):
    received(1)
    done()
    (folder / manifest.NAME).write_text("{")
    actions.begin(folder=folder)
    received(2)
    told: list[int] = []
    insight.catch_up(MONDAY + timedelta(hours=1), told.append)
    assert counted(folder) == 2
    assert told


def test_the_record_is_made_anew_by_one_command(folder: Path):
    received(1)
    done()
    received(2)
    call_command("insight", "rebuild")
    assert counted(folder) == 2
    assert manifest.read(folder).generation == 2
    assert not (folder / manifest.NEXT).exists()
