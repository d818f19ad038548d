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

DRAFT = "draft"  # in the session, and what its key is for
SURROGATE = re.compile(
    "[\ud800-\udfff]"
)  # in a text of Python's: half a sign, which none can write
MOST = 100_000  # characters of one answer; a form refuses far fewer and says so
PARKED = "parked"  # the files that came so far, already cleaned and put away
PARKED_FOR = timedelta(hours=12)  # well before what nobody kept is swept away
KEY = "key"  # one draft is sent once: every page of it carries the same idempotency key


def load(request: HttpRequest) -> dict[str, str]:
    """Return the answers so far, by field."""
    sealed = request.session.get(DRAFT)
    if not sealed:
        return {}
    key_id, text = sealed.split(":", 1)
    try:
        clear = encryption.opened(DRAFT, key_id, base64.b64decode(text), DRAFT)
    except encryption.Unreadable:  # its key was rotated away: there is no draft any more
        return {}
    return dict(json.loads(clear))


def keep(request: HttpRequest, answers: Mapping[str, str]) -> dict[str, str]:
    """Keep some answers beside the others, also those that a form will refuse, and return all."""
    told = {
        name: SURROGATE.sub("", text).replace("\0", "")[:MOST] for name, text in answers.items()
    }
    draft = {KEY: new_key()} | load(request) | told
    key_id, secret = keys.current(DRAFT)
    sealed = encryption.encrypted(secret, json.dumps(draft), DRAFT)
    request.session[DRAFT] = f"{key_id}:{base64.b64encode(sealed).decode()}"
    return draft


def discard(request: HttpRequest) -> None:
    """Forget the draft."""
    request.session.pop(DRAFT, None)


def park(request: HttpRequest, files: Iterable[Prepared], *, at: datetime) -> None:
    """Keep which files have come so far."""
    rows = [{"at": at.isoformat(), **asdict(file)} for file in files]
    keep(request, {PARKED: json.dumps(rows)})


def parked(answers: Mapping[str, str], *, at: datetime) -> list[Prepared]:
    """Return the files that have come so far and are still there."""
    rows = json.loads(answers.get(PARKED) or "[]")
    came = [(datetime.fromisoformat(row.pop("at")), Prepared(**row)) for row in rows]
    return [file for moment, file in came if moment > at - PARKED_FOR]
