"""What the public reads of a matter: written by one person, looked at by another, taken back at once."""

from datetime import datetime

from lianxin.casework.matters import queries, rules
from lianxin.casework.matters.actions import frame
from lianxin.casework.matters.rules import Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry


@ledger.deed
def announce(
    *, matter_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Write for the public what it should know now; somebody else looks at it before it is shown."""
    matter, _ = frame.begin(Step.ANNOUNCE, matter_id, by, seen)
    frame.fit_for_public(matter.category_id)
    said = rules.announcement(rules.letter("notice", words))
    return frame.finish(rules.ANNOUNCED, matter, said, by=by, at=at, key=key, announced=True)


@ledger.deed
def publish(
    *,
    matter_id: int,
    looked: bool = False,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Show everybody what is said of the matter up to now, as the second person who has read it.

    Words that may be abuse of a person are `looked` at by name, or nothing is shown.
    """
    matter, _ = frame.begin(Step.PUBLISH, matter_id, by, seen)
    rules.may_publish(announced=matter.announced, wrote=queries.wrote(matter), by=by)
    frame.fit_for_public(matter.category_id)
    frame.has_place(matter, at=at)
    said = rules.announcement(queries.for_all(queries.texts([matter])[matter.pk]))
    tasks = [words for task in queries.tasks(matter) for words in (task.words, task.result)]
    rules.insults.seen([*said.values(), *tasks], looked=looked)
    facts = {"public": True, "announced": False, "published_at": at}
    return frame.finish(rules.PUBLISHED, matter, {}, by=by, at=at, key=key, **facts)


@ledger.deed
def hide(
    *, matter_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Take the matter's public page back at once, with the reason for staff."""
    matter, _ = frame.begin(Step.HIDE, matter_id, by, seen)
    said = rules.letter("hidden", words)
    return frame.finish(rules.HIDDEN, matter, said, by=by, at=at, key=key, public=False)
