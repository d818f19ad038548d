"""The pages of states that are drawn from the tables of steps, but for the ticket's."""

import inspect
from collections.abc import Iterable
from typing import Protocol

from django.utils import translation

from lianxin.casework.matters import rules as matters
from lianxin.casework.oversight.rules.evaluation import moves as evaluation
from lianxin.casework.paperwork import rules as paperwork
from lianxin.interfaces.web.staff import evaluation_words, matter_words, table_words

NOTE = "<!-- Written by `lianxin document` from the code; do not edit. -->\n\n"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return rows as a table of Markdown."""
    lines = [list(head), ["---"] * len(list(head)), *(list(map(str, row)) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


class _Move(Protocol):
    """What the rows of every table of steps have."""

    @property
    def step(self) -> str: ...
    @property
    def sources(self) -> Iterable[str]: ...
    @property
    def target(self) -> str | None: ...


def drawn(moves: Iterable[_Move]) -> str:
    """Return the steps of a table that lead from one state to another, as lines of a diagram."""
    arrows = {
        (str(source), str(move.target), str(move.step))
        for move in moves
        for source in move.sources
        if move.target and move.target != source
    }
    return "\n".join(
        f"    {source} --> {target}: {step}" for source, target, step in sorted(arrows)
    )


def matter() -> str:
    """Return the page of a matter's states."""
    arrows = drawn(matters.TABLE)
    with translation.override("zh-hans"):
        states = table(
            ["state", "中文"], ((one, str(said)) for one, said in matter_words.STATE.items())
        )
        steps = table(
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
        f"whoever wrote what it shows.\n\n```mermaid\nstateDiagram-v2\n    [*] --> open: open\n{arrows}\n```\n\n"
        f"## States\n\n{states}\n## Steps\n\n{steps}"
    )


def evaluated() -> str:
    """Return the page of the states of a unit's evaluation."""
    arrows = drawn(evaluation.TABLE)
    with translation.override("zh-hans"):
        states = table(
            ["state", "中文"], ((one, str(said)) for one, said in evaluation_words.STATE.items())
        )
        steps = table(
            ["step", "中文", "from", "to", "who", "conditions"],
            (
                (
                    f"`{move.step}`",
                    str(evaluation_words.STEP[move.step]),
                    ", ".join(sorted(move.sources)),
                    move.target or "(stays)",
                    ", ".join(sorted(move.who)),
                    ", ".join(f"`{need.__name__}`" for need in move.needs),
                )
                for move in evaluation.TABLE
            ),
        )
    needs = {need.__name__: need for move in evaluation.TABLE for need in move.needs}
    conditions = table(
        ["condition", "what it does"],
        ((f"`{name}`", inspect.getdoc(need)) for name, need in sorted(needs.items())),
    )
    return (
        f"# The states of a unit's evaluation\n\n{NOTE}A round is opened, and its figures are kept, by "
        f"{', '.join(sorted(evaluation.OPENERS))}; each unit in it has an evaluation of its own.\n\n"
        f"```mermaid\nstateDiagram-v2\n    [*] --> collecting: open\n{arrows}\n```\n\n"
        f"## States\n\n{states}\n## Steps\n\n{steps}\n## Conditions\n\n{conditions}"
    )


def asked_table() -> str:
    """Return the page of the states of a table that is asked for."""
    with translation.override("zh-hans"):
        states = table(
            ["state", "中文"], ((one, str(said)) for one, said in table_words.STATE.items())
        )
        steps = table(
            ["step", "中文", "from", "to", "who", "which unit"],
            (
                (
                    f"`{move.step}`",
                    str(table_words.STEP[move.step]),
                    ", ".join(sorted(move.sources)),
                    move.target or "(stays)",
                    ", ".join(sorted(move.who)),
                    "is asked" if move.asked else "asks",
                )
                for move in paperwork.TABLE
            ),
        )
    return (
        f"# The states of a table that is asked for\n\n{NOTE}A table is proposed by "
        f"{', '.join(sorted(paperwork.PROPOSERS))}; what repeats earlier ones is `refused` at once. `check` is taken by "
        f"somebody else than whoever proposed it. Who works in a unit takes a step only where the unit asks, or is "
        f"asked.\n\n```mermaid\nstateDiagram-v2\n    [*] --> proposed: propose\n    [*] --> refused: propose (a repeat)\n"
        f"    [*] --> noted: note\n{drawn(paperwork.TABLE)}\n```\n\n## States\n\n{states}\n## Steps\n\n{steps}"
    )
