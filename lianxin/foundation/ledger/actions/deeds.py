"""The frame of every deed, and the entry it leaves behind."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries, rules
from lianxin.foundation.ledger.actions.inserting import draw, insert
from lianxin.foundation.ledger.models import Entry, Opening, Passage, Subject, Unsealed
from lianxin.foundation.refusal import NotFound, Refusal, Stale

P = ParamSpec("P")
S = TypeVar("S", bound=Subject)


class Draft(NamedTuple):
    """An entry that lacks its subject, and its passages, as columns by name."""

    columns: dict[str, Any]
    passages: list[dict[str, Any]]


acting: ContextVar[bool] = ContextVar("acting", default=False)
asking: ContextVar[str] = ContextVar("asking", default="")


@contextmanager
def writing() -> Iterator[None]:
    """Open one transaction in which tables may be written; tests refuse writes outside it."""
    token = acting.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        acting.reset(token)


def deed(action: Callable[P, Entry]) -> Callable[P, Entry]:
    """Make a function an action: one transaction, and harmless to repeat under the same key.

    The function takes keywords only, among them `by` (Actor) and `key` (str), and returns the
    entry it recorded last; a repeat returns the first one's entry and does nothing. Another deed
    under a used key is refused, so that nobody is told "done" for what was not.
    """

    @wraps(action)
    def done(*args: P.args, **given: P.kwargs) -> Entry:
        by, key = given["by"], given["key"]
        assert isinstance(by, Actor) and isinstance(key, str)  # noqa: S101, PT018  for the reader and mypy
        # a deed that another one takes belongs to it
        asked = asking.get() or rules.asked(key, action.__qualname__, given)
        token = asking.set(asked)
        try:
            with writing():
                return action(*args, **given)
        except (Refusal, IntegrityError):
            # a repeat: the entry's key stands already, or the row has moved on since
            if (first := queries.earlier(by, key)) is None:
                raise
            if first.asked != asked:
                raise rules.KeyUsed from None
            return first
        finally:
            asking.reset(token)

    return done


def locked(rows: QuerySet[S], pk: int, *, seen: int | None = None) -> S:
    """Return one row under its lock, or refuse: unknown, or changed since it was seen."""
    row = rows.select_for_update(no_key=True, of=("self",)).filter(pk=pk).first()
    if row is None:
        raise NotFound(pk=pk)
    if seen is not None and seen != row.seq:
        raise Stale(seen=seen, seq=row.seq)
    return row


def create(about: Subject) -> Opening:
    """Give a new subject its id; `record` inserts it, its first entry and what stands beside it."""
    about.pk, entry_id = draw(type(about), Entry)
    about.seq, about.opening = 1, Opening(entry_id)
    if about.pk is None:
        insert(about)
    return about.opening


def record(
    verb: str,
    *,
    about: Subject,
    by: Actor,
    at: datetime,
    key: str,
    words: Mapping[str, str] | None = None,
    **facts: object,
) -> Entry:
    """Write down one deed on one subject, which the caller has locked or just made, and its changed columns.

    `words` are sentences and file hashes by name: kept apart, bound by salted digests.
    """
    opening, about.opening = about.opening or _counted(about, verb), None
    columns, passages = draft(verb, by=by, at=at, key=key, words=words or {}, facts=facts)
    subject = {"about": queries.name_of(about), "about_id": about.pk, "seq": about.seq}
    entry = Entry(pk=opening.entry_id, **columns, **subject)
    rows = [about, entry] if about._state.adding else [entry]
    if opening.entry_id is None:
        insert(*rows)
        rows = []
    bound = [Passage(entry_id=entry.pk, **passage) for passage in passages]
    insert(*rows, *opening.beside, *bound, Unsealed(entry_id=entry.pk))
    return entry


def _counted(about: Subject, verb: str) -> Opening:
    """Count one more deed on a subject, save what it changed, and draw the id of its entry."""
    about.seq += 1
    kept = type(about)._default_manager.filter(pk=about.pk, seq=about.seq - 1)
    changed, about.changed = {name: getattr(about, name) for name in about.changed}, ()
    if kept.update(seq=about.seq, **changed) != 1:
        raise RuntimeError("record() needs the subject's row lock", verb, about.pk)
    return Opening(draw(Entry)[0])


def draft(
    verb: str,
    *,
    by: Actor,
    at: datetime,
    key: str,
    words: Mapping[str, str],
    facts: Mapping[str, object],
) -> Draft:
    """Return the columns of an entry but for its subject, and of the passages that it binds."""
    salted = {name: (text, secrets.token_bytes(rules.SALT_SIZE)) for name, text in words.items()}
    columns = {
        "verb": verb,
        "at": at,
        "role": by.role.value,
        "staff_id": by.staff_id,
        "for_id": by.for_id,
        "unit_id": by.unit_id,
        "system_name": by.system_name,
        "facts": rules.encode(verb, facts),
        "digests": {name: rules.digest(salt, text) for name, (text, salt) in salted.items()},
        "once": rules.once(by.scope, key),
        "asked": asking.get(),
    }
    passages = [{"name": name, "text": text, "salt": salt} for name, (text, salt) in salted.items()]
    return Draft(columns, passages)


def erase(entries: QuerySet[Entry], *, names: Iterable[str] | None = None) -> int:
    """Forget the words of some entries for good (only those of some names), and count the passages.

    The caller's deed records it, by a verb that says so (`rules.ERASING`) and, where not everything
    was erased, with the facts `names` and `entries`; what was bound can neither be read nor guessed.
    """
    passages = Passage.objects.filter(entry__in=entries, text__isnull=False)
    if names is not None:
        passages = passages.filter(name__in=list(names))
    return passages.update(text=None, salt=None)
