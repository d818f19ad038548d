"""What an entry may hold and how it is written down as bytes, so that its hash is the same for ever."""

import hashlib
import hmac
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType

from lianxin.foundation.refusal import Refusal

CODE = re.compile(r"[A-Za-z0-9@][A-Za-z0-9_.:@/+-]{0,95}|")
KEY = re.compile(r"[0-9a-zA-Z:._/+-]{8,200}")
SALT_SIZE = 16  # bytes
FRAME = frozenset({"by", "at", "key", "seen"})  # what every deed is given, whatever it does
# how the verbs end whose deed erased words
ERASING = ("words_erased", "words_blanked", "consent_withdrawn", "archived", "sound_erased")

FACT_TYPES = frozenset({int, str, bool, datetime, date, list})
_VERBS: dict[str, Mapping[str, type]] = {}


class NotAKey(Refusal):
    """An idempotency key is 8 to 200 letters and digits."""


class KeyUsed(Refusal):
    """Something else was done under this key: a form that was restored and filled in anew."""


class NotAReceipt(Refusal):
    """Something else than the file that a requester downloads to prove what was entered."""


class UnknownFact(TypeError):
    """A payload does not have the facts that its verb declares: a mistake in our code."""


def declare(verb: str, /, **facts: type) -> str:
    """Say which facts entries of a verb hold: int, str (a code), bool, datetime, date or list of int.

    Facts stand in clear for ever: ids, codes, numbers, moments. Never a name, a phone number, a
    sentence or a file; such words are bound by digest instead. A fact may be None.
    """
    if not re.fullmatch(r"[a-z_]+\.[a-z_]+", verb) or not set(facts.values()) <= FACT_TYPES:
        raise UnknownFact(verb, facts)
    if _VERBS.setdefault(verb, MappingProxyType(facts)) != facts:
        raise UnknownFact(verb, facts)
    return verb


def verbs() -> Mapping[str, Mapping[str, type]]:
    """Return every declared verb with the types of its facts."""
    return MappingProxyType(_VERBS)


def encode(verb: str, facts: Mapping[str, object]) -> dict[str, object]:
    """Return a payload as JSON values, or raise UnknownFact where it is not what the verb declares."""
    declared = _VERBS.get(verb)
    if declared is None or declared.keys() != facts.keys():
        raise UnknownFact(verb, sorted(facts), sorted(declared or ()))
    return {name: _encoded(verb, name, declared[name], value) for name, value in facts.items()}


def decode(verb: str, facts: Mapping[str, object]) -> dict[str, object]:
    """Return a stored payload with its moments and days as Python values."""
    declared = _VERBS.get(verb, {})
    return {name: _decoded(declared.get(name), value) for name, value in facts.items()}


def _encoded(verb: str, name: str, kind: type, value: object) -> object:
    if value is None:
        return None
    exact = type(value) is kind or (kind is str and isinstance(value, str))
    if not exact or (kind is str and not CODE.fullmatch(str(value))):
        raise UnknownFact(verb, name, kind, value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if kind is str else value


def _decoded(kind: type | None, value: object) -> object:
    if isinstance(value, str) and kind is datetime:
        return datetime.fromisoformat(value)
    if isinstance(value, str) and kind is date:
        return date.fromisoformat(value)
    return value


def replay(entries: Iterable[Mapping[str, object]], columns: Collection[str]) -> dict[str, object]:
    """Return a row's columns as its entries' facts, oldest first, make them.

    A fact that changes the row bears the column's name: the newest entry that names it counts.
    """
    said: dict[str, object] = {}
    for facts in entries:
        said.update((name, value) for name, value in facts.items() if name in columns)
    return said


def moment(at: datetime) -> str:
    """Return a moment as entries write it: UTC, microseconds, always the same length."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(values: Mapping[str, object]) -> bytes:
    """Return JSON with one spelling only: sorted names, no spaces, plain UTF-8."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(salt: bytes, text: str) -> str:
    """Return what binds a sentence: it cannot be guessed back once the salt is gone."""
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()


def once(scope: str, key: str) -> str:
    """Return what makes a deed unique: the key within its actor's scope, both unreadable in it."""
    if not KEY.fullmatch(key):
        raise NotAKey
    return hashlib.sha256(f"{scope}\0{key}".encode()).hexdigest()


def asked(key: str, action: str, given: Mapping[str, object]) -> str:
    """Return what tells whether a repeat under a key asks for the same deed; unreadable without the key.

    The moment and the page's "seen" may differ. A file speaks by its sha256, so that none of its
    rows, whatever they are called, is looked at again.
    """
    rest = {name: value for name, value in given.items() if name not in FRAME}
    if "sha256" in rest:
        rest = {name: value for name, value in rest.items() if not isinstance(value, list | tuple)}
    plain = {name: _plain(value) for name, value in rest.items()}
    return hmac.new(
        key.encode(), canonical({"action": action, **plain}), hashlib.sha256
    ).hexdigest()


def _plain(value: object) -> object:
    if is_dataclass(value):
        compared = [field.name for field in fields(value) if field.compare]
        return {name: _plain(getattr(value, name)) for name in compared}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(getattr(value, "pk", value))


def covers(facts: Mapping[str, object], entry_id: int, name: str) -> bool:
    """Tell whether an erasure with these facts covers a passage of an earlier entry.

    Where it names no `entries` it covers all of them, without `names` ("what+where") every word of theirs.
    """
    entries, names = facts.get("entries"), facts.get("names")
    named = not isinstance(names, str) or not names or name in names.split("+")
    return named and (not isinstance(entries, list) or entry_id in entries)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that `verify` found: what is wrong (a code), where, and the numbers that show it."""

    code: str
    where: str
    detail: str = ""
