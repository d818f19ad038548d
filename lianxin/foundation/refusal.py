"""A no: the one exception with which a rule or an action declines a deed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field


class Refusal(Exception):
    """A deed that cannot be done, named by its class and explained by its facts.

    The code is the class's name in kebab case (`WrongMoment` → `wrong-moment`); an interface
    finds the sentence for it in `foundation/words`. Facts are ids, codes, numbers and moments.
    """

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    @property
    def code(self) -> str:
        """Return the stable name by which pages, API and docs know this refusal."""
        return code_of(type(self))


class NotFound(Refusal):
    """There is nothing under that name, or the actor may not know of it."""


class NotAllowed(Refusal):
    """The actor's role does not do this."""


class Stale(Refusal):
    """The decision was taken on a page that has been overtaken; `seq` is where it stands now."""


class WordsMissing(Refusal):
    """A step that owes somebody an explanation was taken without one."""


class WordsTooLong(Refusal):
    """A text is longer than a page should hold."""


@dataclass(frozen=True, kw_only=True)
class BadRow:
    """One fault of an imported table: the line as a person counts it (0 is the whole file)."""

    line: int
    code: str
    facts: dict[str, object] = field(default_factory=dict)


class BadRows(Refusal):
    """A table that is refused as a whole; `rows` says what is wrong with which line."""

    def __init__(self, rows: Sequence[BadRow]) -> None:
        super().__init__(count=len(rows))
        self.rows = list(rows)


def code_of(refusal: type[Refusal]) -> str:
    """Return the code of a kind of refusal."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", refusal.__name__).lower()
