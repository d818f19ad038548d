"""What is published: files whole or not there, two people, a note on every correction, and proof afterwards."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lianxin.followers.insight import actions, publication
from lianxin.followers.insight.models import Publication
from lianxin.followers.insight.queries import publication as queries
from lianxin.followers.insight.rules.publication import State
from lianxin.followers.insight.rules.refusals import (
    CheckedByYourself,
    NoteMissing,
    NotWholeCity,
    PublicationDamaged,
    PublicationMovedOn,
)
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed, NotFound, Stale, WordsMissing
from tests.casework.tickets import town
from tests.casework.tickets.town import actor
from tests.make import MONDAY

TABLE = b"month\r\n"
FILES = {"report.zh-hans.html": b"<main>x</main>", "requests.csv": TABLE}
COMMAND = Actor.system("publish")


@pytest.fixture(autouse=True)
def built(db: object) -> None:
    town.built()


def drafted(
    *, month: str = "2026-10", version: int = 1, note: str = "", table: bytes = TABLE
) -> int:
    with publication.alone():
        sha256 = publication.put({**FILES, "requests.csv": table})
    given: dict[str, Any] = {"month": month, "version": version, "sha256": sha256, "note": note}
    key = f"draft-{month}-{version}-{sha256[:8]}-{len(note)}"
    return actions.draft_publication(**given, by=COMMAND, at=MONDAY, key=key).about_id


def did(action: Any, pk: int, who: str, **given: Any) -> Entry:
    key = f"{action.__name__}-{pk}-{who}-{Entry.objects.count()}"
    entry: Entry = action(publication_id=pk, by=actor(who), at=MONDAY, key=key, **given)
    return entry


def released(pk: int) -> None:
    did(actions.check_publication, pk, "dispatcher")
    sha256 = Publication.objects.get(pk=pk).sha256
    did(actions.release_publication, pk, "supervisor", sha256=sha256)


def test_a_version_goes_out_by_two_people_and_its_files_are_bound():
    pk = drafted()
    assert not queries.visible_to(Actor.public("x")).exists()
    released(pk)
    (row,) = queries.visible_to(Actor.public("x"))
    assert (row.state, row.released_at) == (State.RELEASED, MONDAY)
    assert Entry.objects.filter(about="publication").last().facts["sha256"] == row.sha256  # type: ignore[union-attr]
    assert publication.read(row.sha256, "requests.csv") == b"month\r\n"
    assert list(queries.faults()) == []


def test_whoever_checked_it_does_not_release_it():
    pk = drafted()
    did(actions.check_publication, pk, "supervisor")
    sha256 = Publication.objects.get(pk=pk).sha256
    with pytest.raises(CheckedByYourself):
        did(actions.release_publication, pk, "supervisor", sha256=sha256)
    did(actions.release_publication, pk, "reviewer", sha256=sha256)


def test_nobody_releases_what_nobody_checked_or_what_was_made_anew():
    pk = drafted()
    with pytest.raises(PublicationMovedOn):
        did(actions.release_publication, pk, "supervisor", sha256="")
    did(actions.check_publication, pk, "dispatcher")
    before = Publication.objects.get(pk=pk)
    assert drafted(table=b"other") == pk
    with pytest.raises(PublicationMovedOn):
        did(actions.release_publication, pk, "supervisor", sha256=before.sha256)
    with pytest.raises(Stale):
        did(actions.check_publication, pk, "dispatcher", seen=before.seq)


def test_a_draft_is_sent_back_with_a_reason_and_made_anew():
    pk = drafted()
    with pytest.raises(WordsMissing):
        did(actions.return_publication, pk, "supervisor", words=" ")
    did(actions.return_publication, pk, "supervisor", words="案例二的地点写错了")
    assert Publication.objects.get(pk=pk).state == State.RETURNED
    with pytest.raises(PublicationMovedOn):
        did(actions.check_publication, pk, "dispatcher")
    assert drafted(table=b"better") == pk
    released(pk)


def test_a_released_version_is_never_changed_only_followed_by_one_with_a_note():
    pk = drafted()
    released(pk)
    with pytest.raises(NoteMissing):
        drafted(version=2)
    with pytest.raises(PublicationMovedOn):
        drafted(version=1, note="更正")
    for step in (actions.check_publication, actions.return_publication):
        given = {"words": "x"} if step is actions.return_publication else {}
        with pytest.raises(PublicationMovedOn):
            did(step, pk, "supervisor", **given)
    second = drafted(version=2, note="更正了教育类的件数", table=b"2")
    assert second != pk
    released(second)
    assert [row.version for row in queries.of_month(Actor.public("x"), "2026-10")] == [2, 1]
    assert queries.note(Publication.objects.get(pk=second)) == "更正了教育类的件数"


def test_what_was_released_since_it_was_read_is_not_made_anew(monkeypatch: pytest.MonkeyPatch):
    pk = drafted()
    as_read = queries.due("2026-10", "")
    released(pk)
    before = Publication.objects.get(pk=pk)
    with monkeypatch.context() as late:
        late.setattr(queries, "due", lambda *_: as_read)
        with pytest.raises(Stale):
            drafted(table=b"late")
    row = Publication.objects.get(pk=pk)
    assert (row.state, row.sha256) == (State.RELEASED, before.sha256)


@pytest.mark.parametrize("who", ["agent", "handler", "lead", "admin", "caller"])
def test_others_decide_nothing(who: str):
    pk = drafted()
    with pytest.raises((NotAllowed, NotFound)):
        did(actions.check_publication, pk, who)


def test_who_answers_for_a_part_of_the_city_does_not_decide_on_all_of_it():
    pk = drafted()
    part = replace(actor("supervisor"), division="990101001")
    with pytest.raises(NotWholeCity):
        actions.check_publication(publication_id=pk, by=part, at=MONDAY, key="part-of-it")


def test_files_that_were_touched_are_found(settings: Any):
    pk = drafted()
    released(pk)
    row = Publication.objects.get(pk=pk)
    path = publication.folder(row.sha256) / "requests.csv"
    path.write_bytes(b"month\r\n2026")
    with pytest.raises(PublicationDamaged):
        publication.read(row.sha256, "requests.csv")
    assert [fault.code for fault in queries.faults()] == ["publication-differs"]
    path.unlink()
    with pytest.raises(PublicationDamaged):
        publication.check(row.sha256)


def test_a_writer_that_is_stopped_leaves_nothing_and_the_next_one_sweeps(
    settings: Any, monkeypatch: pytest.MonkeyPatch
):
    root = Path(settings.LIANXIN_PUBLICATIONS)
    kept = publication_of(FILES)
    (root / ".draft").mkdir()  # of one that was killed
    (root / ".draft" / "requests.csv").write_bytes(b"half")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            publication_of({"requests.csv": b"other"})
    assert [path.name for path in root.iterdir() if path.is_dir()] == [kept[:32]]
    publication.check(kept)
    publication_of({"requests.csv": b"another"})
    publication.sweep([kept])
    assert [path.name for path in root.iterdir() if path.is_dir()] == [kept[:32]]


def publication_of(files: dict[str, bytes]) -> str:
    with publication.alone():
        return publication.put(files)
