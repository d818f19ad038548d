"""The pages of the documentation that are written from the tables of the code."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterable
from enum import StrEnum

from django.conf import settings
from django.utils import translation

import lianxin
from lianxin.casework.matters import rules as matters
from lianxin.casework.tickets import rules
from lianxin.casework.tickets.rules import moves
from lianxin.foundation.actor import Role
from lianxin.foundation.ledger.rules import verbs
from lianxin.foundation.words.sentences import SENTENCES
from lianxin.interfaces.web import data_words, labels
from lianxin.interfaces.web.staff import matter_words
from lianxin.registers.policies.rules import SHIPPED, TimeLimits

NOTE = "<!-- Written by `lianxin document` from the code; do not edit. -->\n\n"


def pages() -> dict[str, str]:
    """Return the text of every generated page by its path below docs/."""
    return {
        "states/ticket.md": _ticket(),
        "states/matter.md": _matter(),
        "reference/verbs.md": _verbs(),
        "reference/refusals.md": _refusals(),
        "reference/roles.md": _roles(),
        "reference/settings.md": _settings(),
        "reference/purposes.md": _purposes(),
    }


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(head), ["---"] * len(list(head)), *(list(map(str, row)) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _ticket() -> str:
    arrows = sorted(
        {
            (str(source), str(move.target), str(move.step))
            for move in moves.TABLE
            for source in move.sources
            if move.target and move.target != source
        }
    )
    drawn = "\n".join(f"    {source} --> {target}: {step}" for source, target, step in arrows)
    states = _table(
        ["state", "中文", "ended"],
        (
            (state, _chinese(rules.State, state), "yes" if state in rules.words.ENDED else "")
            for state in rules.State
        ),
    )
    steps = _table(
        ["step", "中文", "from", "to", "who", "conditions", "time that begins", "verb", "basis"],
        (
            (
                f"`{move.step}`" + (" (later)" if move.step in moves.LATER else ""),
                _chinese(rules.Step, move.step),
                ", ".join(sorted(move.sources)),
                move.target or "(stays)",
                ", ".join(sorted(move.who)),
                _conditions(move),
                move.limit or "",
                f"`{move.verb}`" if move.verb else "",
                move.basis,
            )
            for move in moves.TABLE
        ),
    )
    named = {
        need.__name__: need
        for move in moves.TABLE
        for need in (*move.conditions, *([move.case] if move.case else []))
    }
    conditions = _table(
        ["condition", "what it does"],
        ((f"`{name}`", inspect.getdoc(need)) for name, need in sorted(named.items())),
    )
    reasons = _table(
        ["code", "中文"], ((reason, _chinese(rules.Decline, reason)) for reason in rules.Decline)
    )
    return (
        f"# The states of a ticket\n\n{NOTE}Reviews stand beside the state as proposals "
        f"(`decline`, `return`, `extension`, `objection`, `exclusion`): the steps that only propose or refuse leave "
        f"the state as it is. A step is taken, and a page offers it, only where its row's conditions hold.\n\n"
        f"```mermaid\nstateDiagram-v2\n    [*] --> received: receive\n{drawn}\n```\n\n"
        f"## States\n\n{states}\n## Steps\n\n{steps}\n## Conditions\n\n{conditions}\n## Reasons not to accept\n\n{reasons}"
    )


def _matter() -> str:
    arrows = sorted(
        {
            (str(source), str(move.target), str(move.step))
            for move in matters.TABLE
            for source in move.sources
            if move.target and move.target != source
        }
    )
    drawn = "\n".join(f"    {source} --> {target}: {step}" for source, target, step in arrows)
    with translation.override("zh-hans"):
        states = _table(
            ["state", "中文"], ((one, str(said)) for one, said in matter_words.STATE.items())
        )
        steps = _table(
            ["step", "中文", "from", "to", "who"],
            (
                (
                    f"`{move.step}`",
                    str(matter_words.STEP[move.step]),
                    ", ".join(sorted(move.sources)),
                    move.target or "(stays)",
                    ", ".join(sorted(move.who)),
                )
                for move in matters.TABLE
            ),
        )
    return (
        f"# The states of a matter\n\n{NOTE}A matter is opened by {', '.join(sorted(matters.OPENERS))}. Who works in "
        f"a unit takes a step only on the matters that the unit owns. `publish` is taken by somebody else than "
        f"whoever wrote what it shows.\n\n```mermaid\nstateDiagram-v2\n    [*] --> open: open\n{drawn}\n```\n\n"
        f"## States\n\n{states}\n## Steps\n\n{steps}"
    )


def _conditions(move: rules.Move) -> str:
    """Return what a row asks for beside the state: a proposal, a case, needs."""
    said = [f"decides {move.decides}"] if move.decides else []
    said += [f"seconds {move.seconds}, first of two"] if move.seconds else []
    said += [f"proposes {move.proposes}"] if move.proposes else []
    asked = (*([move.case] if move.case else []), *move.conditions)
    return ", ".join([*said, *(f"`{need.__name__}`" for need in asked)])


def _verbs() -> str:
    _import_all("rules")
    rows = (
        (f"`{verb}`", ", ".join(f"{name}: {kind.__name__}" for name, kind in sorted(facts.items())))
        for verb, facts in sorted(verbs().items())
    )
    return (
        f"# Verbs of the ledger\n\n{NOTE}Facts stand in clear: ids, codes, numbers, moments.\n\n"
        + _table(["verb", "facts"], rows)
    )


def _refusals() -> str:
    rows = (
        (f"`{code}`", sentence.replace("|", "\\|")) for code, sentence in sorted(SENTENCES.items())
    )
    return f"# Refusals\n\n{NOTE}" + _table(["code", "sentence"], rows)


def _roles() -> str:
    rows = (
        (
            f"`{role}`",
            _chinese(Role, role),
            ", ".join(step for step in rules.Step if role in moves.who(step)),
        )
        for role in Role
    )
    return f"# Roles\n\n{NOTE}" + _table(["role", "中文", "steps on a ticket"], rows)


def _purposes() -> str:
    with translation.override("en"):
        lines = data_words.register(TimeLimits.of(SHIPPED[0]))
        rows = [
            (
                str(line["data"]),
                str(line["why"]),
                str(line["ground"]),
                f"{line['kept']} {line['since']}",
                str(line["fate"]),
                "; ".join(map(str, line["readers"])),
            )
            for line in lines
        ]
    return (
        f"# Register of purposes\n\n{NOTE}What is kept of people, why, and who sees it; the page `/privacy/` tells the "
        f"public. Periods are those of the profile `{SHIPPED[0].code}`.\n\n"
        + _table(["data", "purpose", "ground", "kept", "then", "who sees it"], rows)
    )


def _settings() -> str:
    rows = ((f"`{name}`", default, purpose) for name, default, purpose in settings.LIANXIN_DEFAULTS)
    return f"# Settings\n\n{NOTE}Everything is configured by the environment.\n\n" + _table(
        ["variable", "default", "purpose"], rows
    )


def _chinese(kind: type[StrEnum], code: StrEnum) -> str:
    with translation.override("zh-hans"):
        return str(labels.of(kind, code))


def _import_all(part: str) -> None:
    for found in pkgutil.walk_packages(lianxin.__path__, "lianxin."):
        if part in found.name.split("."):
            importlib.import_module(found.name)
