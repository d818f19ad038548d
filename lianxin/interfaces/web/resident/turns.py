"""A report's turn: where very many come from one place at once, each waits a moment, and none is refused.

The turn is drawn with the last answer, while there is still something to read and check: whoever
reports alone never notices. No puzzle, no picture to tell apart: those shut out who sees or hears
badly, and stop nobody who means it ill.
"""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest

from lianxin.foundation.pace import actions as pace
from lianxin.foundation.pace.rules import Door, JustAMoment
from lianxin.interfaces.web.accounts import client_address
from lianxin.interfaces.web.resident import draft

TURN = "turn"  # among the answers of a draft: when it may be sent


def take(request: HttpRequest, answers: Mapping[str, str], at: datetime) -> None:
    """Draw the turn of a draft, once."""
    if not answers.get(TURN):
        turn = pace.take(door=Door.REPORT, address=client_address(request), at=at)
        draft.keep(request, {TURN: turn.isoformat()})


def come(answers: Mapping[str, str], at: datetime) -> None:
    """Ask whoever sends a report before its turn to wait a moment; all that was typed is kept."""
    drawn = answers.get(TURN)
    turn = datetime.fromisoformat(drawn) if drawn else at
    if at < turn:
        raise JustAMoment(seconds=(turn - at).seconds + 1)
