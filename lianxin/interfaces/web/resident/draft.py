"""What somebody has told so far, kept in the browser session until it is sent.

Sealed with a key of this installation: a request may hold a name and a phone number, and those
never lie in clear in a table.
"""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta

from django.http import HttpRequest

from lianxin.foundation import encryption, keys
from lianxin.foundation.files.actions import Prepared
from lianxin.interfaces.web.forms import new_key

PURPOSE = "draft"  # what its key is for
DRAFT = "draft:"  # in the session: what each answer is kept under, so that two requests can keep two at once
SURROGATE = re.compile(
    "[\ud800-\udfff]"
)  # in a text of Python's: half a sign, which none can write
MOST = 100_000  # characters of one answer; a form refuses far fewer and says so
PARKED = "parked"  # the files that came so far, already cleaned and put away
SPOKEN = "spoken"  # what was said instead of writing, put away in the same way
PARKED_FOR = timedelta(hours=12)  # well before what nobody kept is swept away
KEY = "key"  # one draft is sent once: every page of it carries the same idempotency key


def load(request: HttpRequest) -> dict[str, str]:
    """Return the answers so far, by field."""
    told = {}
    for name in list(request.session.keys()):
        if name.startswith(DRAFT):
            key_id, text = request.session[name].split(":", 1)
            try:
                told[name.removeprefix(DRAFT)] = encryption.opened(
                    PURPOSE, key_id, base64.b64decode(text), name
                )
            except encryption.Unreadable:  # its key was rotated away: there is no draft any more
                return {}
    return told


def keep(request: HttpRequest, answers: Mapping[str, str]) -> dict[str, str]:
    """Keep some answers beside the others, also those that a form will refuse, and return all."""
    given = {
        name: SURROGATE.sub("", text).replace("\0", "")[:MOST] for name, text in answers.items()
    }
    before = load(request)
    if KEY not in before:
        discard(request)
        given = {KEY: new_key()} | given
    key_id, secret = keys.current(PURPOSE)
    for name, text in given.items():
        if text != before.get(name):  # what did not change is not written over what comes meanwhile
            sealed = encryption.encrypted(secret, text, DRAFT + name)
            request.session[DRAFT + name] = f"{key_id}:{base64.b64encode(sealed).decode()}"
    return before | given


def begun(answers: Mapping[str, str]) -> bool:
    """Return whether somebody has begun to tell something."""
    return bool(answers.get("what")) or answers.get(SPOKEN, "[]") != "[]"


def discard(request: HttpRequest) -> None:
    """Forget the draft."""
    for name in list(request.session.keys()):
        if name.startswith(DRAFT):
            del request.session[name]


def park(
    request: HttpRequest, files: Iterable[Prepared], *, at: datetime, name: str = PARKED
) -> None:
    """Keep which files have come so far."""
    rows = [{"at": at.isoformat(), **asdict(file)} for file in files]
    keep(request, {name: json.dumps(rows)})


def parked(answers: Mapping[str, str], *, at: datetime, name: str = PARKED) -> list[Prepared]:
    """Return the files that have come so far and are still there."""
    rows = json.loads(answers.get(name) or "[]")
    came = [(datetime.fromisoformat(row.pop("at")), Prepared(**row)) for row in rows]
    return [file for moment, file in came if moment > at - PARKED_FOR]
