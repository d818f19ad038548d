"""A disk that is full while the record is written: yesterday's figures stay, and nothing is lost."""

import resource
from datetime import timedelta
from pathlib import Path

import pytest

from lianxin.followers.insight import actions
from lianxin.followers.insight.queries import Reader
from tests.casework.tickets import town
from tests.followers.insight.test_record import kept, remade, rows, sealed, some
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    town.built()
    return tmp_path / "record"


@pytest.mark.parametrize("room", [0, 100, 3000, 9000])
def test_a_file_that_may_not_grow_leaves_what_was_there_and_nothing_is_lost(
    folder: Path, room: int
):
    some(0, 6)
    kept(folder)
    before = rows(folder)
    some(6, 5)
    sealed()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            actions.keep(folder=folder, at=MONDAY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert rows(folder) == before
    assert not [one for one in folder.rglob(".*") if one.is_file()]
    kept(folder)
    after = rows(folder)
    assert len(after["tickets"]) == 11
    remade(folder)
    assert rows(folder) == after
    actions.keep(folder=folder, at=MONDAY + timedelta(hours=1))
    assert len(Reader(folder).read("SELECT ticket FROM tickets")) == 11
