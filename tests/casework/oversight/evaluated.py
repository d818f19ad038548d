"""A round of the five-good evaluation in the tickets' town: three units evaluated, the hotline reviews."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lianxin.casework.oversight.actions import evaluation as actions
from lianxin.casework.oversight.models import Evaluation, EvaluationRound, Scheme
from lianxin.foundation.ledger.models import Entry
from lianxin.interfaces.exchange import sheets
from tests.casework.tickets import town
from tests.make import MONDAY

FILE = Path(sheets.__file__).parent / "templates" / "five-good.csv"
FIGURES = frozenset({"on_time", "returned", "resolution_rate", "satisfaction_rate", "reopened"})
UNITS = ("lamps", "power", "hewan")
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
PEOPLES = ("duties-public", "decisions", "contact-map", "teams", "answered")


def scheme(
    change: Callable[[dict[str, str]], dict[str, str]] = dict, *, key: str = "scheme-file"
) -> Scheme:
    """Take in the shipped scheme, each line changed by a function."""
    rows, sha256 = sheets.read("scheme", FILE)
    changed = [(line, change(row)) for line, row in rows]
    given: dict[str, Any] = {"rows": changed, "sha256": sha256, "figures": FIGURES}
    entry = actions.import_scheme(**given, by=town.actor("supervisor"), at=MONDAY, key=key)
    return Scheme.objects.get(pk=entry.about_id)


def opened(*, who: str = "supervisor", **other: Any) -> EvaluationRound:
    """Open a round for some units of the town."""
    usual: dict[str, Any] = {
        "scheme_id": other.pop("scheme_id", None) or scheme().pk,
        "domain": "office",
        "first": FIRST,
        "last": LAST,
        "unit_ids": [town.unit(code) for code in UNITS],
        "reviewer_unit_id": town.unit("hotline"),
        "key": "round-opened",
    }
    entry = actions.open_round(**{**usual, **other}, by=town.actor(who), at=MONDAY)
    return EvaluationRound.objects.get(pk=entry.about_id)


def fixed(row: EvaluationRound, figures: Any = (), *, key: str = "figures-fixed") -> Entry:
    """Keep the figures of a round."""
    by = town.actor("supervisor")
    return actions.fix_figures(round_id=row.pk, figures=figures, by=by, at=MONDAY, key=key)


def of(row: EvaluationRound, unit: str = "lamps") -> Evaluation:
    """Return a unit's evaluation in a round."""
    return Evaluation.objects.get(round=row, unit_id=town.unit(unit))


def did(
    found: Evaluation,
    action: Callable[..., Entry],
    who: str,
    *,
    at: datetime = MONDAY,
    **given: Any,
) -> Evaluation:
    """Take one step on an evaluation by somebody of the town."""
    seen = Evaluation.objects.get(pk=found.pk).seq
    key = f"{getattr(action, '__name__', '')}:evaluation:{found.pk}:{seen}"
    action(evaluation_id=found.pk, by=town.actor(who), at=at, key=key, **given)
    return Evaluation.objects.get(pk=found.pk)


def reviewed(found: Evaluation, *met: str) -> Evaluation:
    """Judge all evidence of a unit: what is named is met, the rest is not."""
    for code in PEOPLES:
        given: dict[str, Any] = {"indicator": code, "met": code in met, "words": "已核对公示栏"}
        found = did(found, actions.review, "dispatcher", **given)
    return found


def shown(*met: str, unit: str = "lamps", **other: Any) -> Evaluation:
    """Return an evaluation whose result the unit was shown."""
    row = opened(**other)
    fixed(row)
    return did(reviewed(of(row, unit), *met), actions.show, "supervisor")
