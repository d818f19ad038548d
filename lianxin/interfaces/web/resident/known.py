"""What is known already where somebody is about to report: follow it, or report all the same."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lianxin.casework.matters import queries, rules
from lianxin.interfaces.web.resident import places

MOST = 3


def known(answers: Mapping[str, str], on: date) -> list[dict[str, Any]]:
    """Return the public matters that a report may be about, by its place and its words."""
    where = places.place(answers.get("place", ""), on)
    code = where.division_code or answers.get("town", "")
    if not (code.isascii() and code.isdigit()):
        return []
    found = list(queries.known(division_code=code, grid_id=where.grid_id))
    shown, said = queries.shown(found), answers.get("what", "")
    fitting = [
        {"matter": one, "shown": shown[one.pk]}
        for one in found
        if rules.fits(said, shown[one.pk].title, one.category.keywords)
    ]
    return fitting[:MOST]
