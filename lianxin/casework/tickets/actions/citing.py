"""What an answer rests on: an article in force, by its version."""

from datetime import datetime
from typing import Any

from lianxin.casework.tickets import rules
from lianxin.foundation.time import day_of
from lianxin.registers.knowledge import queries as knowledge
from lianxin.registers.knowledge.rules import Cited, check_filled


def facts(cites: Cited | None, words: str, at: datetime) -> dict[str, Any]:
    """Return what the entry of an answer says of it, or refuse what is not in force, or a blank left open."""
    if cites is None:
        return dict.fromkeys(rules.deeds.CITED)
    version = knowledge.usable(cites.article_id, cites.version, day_of(at))
    check_filled(version.template, words)
    return {"article_id": version.article_id, "article_version": version.number}
