"""The pages of the documentation that are written from the tables of the code."""

import importlib
import inspect
import pkgutil
from enum import StrEnum

from django.conf import settings
from django.utils import translation

import lianxin
from lianxin.casework.tickets import rules
from lianxin.casework.tickets.rules import moves
from lianxin.followers.insight.catalogue import QUESTIONS
from lianxin.followers.insight.queries.figures import MEASURES
from lianxin.foundation.actor import Role
from lianxin.foundation.ledger.rules import verbs
from lianxin.foundation.words.sentences import SENTENCES
from lianxin.interfaces.jobs import states
from lianxin.interfaces.web import data_words, figure_sources, figure_words, labels
from lianxin.registers.policies.rules import SHIPPED, TimeLimits

NOTE = states.NOTE


def pages() -> dict[str, str]:
    """Return the text of every generated page by its path below docs/."""
    return {
        "states/ticket.md": _ticket(),
        "states/matter.md": states.matter(),
        "states/table.md": states.asked_table(),
        "states/evaluation.md": states.evaluated(),
        "reference/verbs.md": _verbs(),
        "reference/refusals.md": _refusals(),
        "reference/roles.md": _roles(),
        "reference/settings.md": _settings(),
        "reference/purposes.md": _purposes(),
        "reference/figures.md": _figures(),
    }


def _ticket() -> str:
    drawn = states.drawn(moves.TABLE)
    known = states.table(
        ["state", "中文", "ended"],
        (
            (state, _chinese(rules.State, state), "yes" if state in rules.words.ENDED else "")
            for state in rules.State
        ),
    )
    steps = states.table(
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
    conditions = states.table(
        ["condition", "what it does"],
        ((f"`{name}`", inspect.getdoc(need)) for name, need in sorted(named.items())),
    )
    reasons = states.table(
        ["code", "中文"], ((reason, _chinese(rules.Decline, reason)) for reason in rules.Decline)
    )
    return (
        f"# The states of a ticket\n\n{NOTE}Reviews stand beside the state as proposals "
        f"(`decline`, `return`, `extension`, `objection`, `exclusion`): the steps that only propose or refuse leave "
        f"the state as it is. A step is taken, and a page offers it, only where its row's conditions hold.\n\n"
        f"```mermaid\nstateDiagram-v2\n    [*] --> received: receive\n{drawn}\n```\n\n"
        f"## States\n\n{known}\n## Steps\n\n{steps}\n## Conditions\n\n{conditions}\n## Reasons not to accept\n\n{reasons}"
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
        + states.table(["verb", "facts"], rows)
    )


def _refusals() -> str:
    rows = (
        (f"`{code}`", sentence.replace("|", "\\|")) for code, sentence in sorted(SENTENCES.items())
    )
    return f"# Refusals\n\n{NOTE}" + states.table(["code", "sentence"], rows)


def _roles() -> str:
    rows = (
        (
            f"`{role}`",
            _chinese(Role, role),
            ", ".join(step for step in rules.Step if role in moves.who(step)),
        )
        for role in Role
    )
    return f"# Roles\n\n{NOTE}" + states.table(["role", "中文", "steps on a ticket"], rows)


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
        + states.table(["data", "purpose", "ground", "kept", "then", "who sees it"], rows)
    )


def _figures() -> str:
    rows = []
    for code, name in figure_words.NAME.items():
        with translation.override("zh-hans"):
            chinese = str(name)
        with translation.override("en"):
            unit = figure_words.UNIT[MEASURES[code]]
            told = (name, chinese, unit, figure_words.MADE[code])
            beside = (figure_sources.leaves_out(code), figure_sources.source(code))
            rows.append([f"`{code}`", *map(str, (*told, *beside))])
    with translation.override("en"):
        asked = states.table(
            ["question", "figures"],
            (
                (figure_words.QUESTION[question], ", ".join(f"`{code}`" for code in codes))
                for question, codes in QUESTIONS.items()
            ),
        )
    return (
        f"# Figures\n\n{NOTE}Every figure stands in two scopes: of what units are assessed by, and of all, with what "
        f"two supervisors excluded for a listed reason. Where there is nothing to divide by it is n/a.\n\n"
        + states.table(["code", "name", "中文", "unit", "formula", "leaves out", "source"], rows)
        + f"\n## What the effort is judged by\n\n{asked}"
    )


def _settings() -> str:
    rows = ((f"`{name}`", default, purpose) for name, default, purpose in settings.LIANXIN_DEFAULTS)
    return f"# Settings\n\n{NOTE}Everything is configured by the environment.\n\n" + states.table(
        ["variable", "default", "purpose"], rows
    )


def _chinese(kind: type[StrEnum], code: StrEnum) -> str:
    with translation.override("zh-hans"):
        return str(labels.of(kind, code))


def _import_all(part: str) -> None:
    for found in pkgutil.walk_packages(lianxin.__path__, "lianxin."):
        if part in found.name.split("."):
            importlib.import_module(found.name)
