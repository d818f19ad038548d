"""One row of the table of the loop: who takes a step from where to where, and what follows from it."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass

from lianxin.casework.tickets.rules import needs
from lianxin.casework.tickets.rules.standing import Standing
from lianxin.casework.tickets.rules.words import Proposal, State, Step
from lianxin.foundation.actor import Actor, Role
from lianxin.registers.policies.rules import Step as Limit

Need = Callable[[Standing, Actor], None]
Case = Callable[[Standing], bool]


@dataclass(frozen=True)
class Move:
    """One row: `target` None leaves the state as it is.

    `limit` is the time that begins with it: until the next step, or where it proposes until the
    decision. A move with `proposes` puts a proposal beside the state, one with `decides` takes it away.
    Where two have to agree, the move of the first `seconds` it: it goes on waiting, for another person.
    """

    step: Step
    sources: frozenset[State]
    target: State | None
    who: frozenset[Role]
    _: KW_ONLY
    limit: Limit | None = None
    verb: str = ""  # of its entry; without one the step is not built yet
    owes: str = ""  # the name of the words without which it is not taken
    notes: str = ""  # the name of the words that may be said with it
    proposes: Proposal | None = None
    seconds: Proposal | None = None
    decides: Proposal | None = None
    case: Case | None = None  # which of several rows of a step is meant
    needs: tuple[Need, ...] = ()
    assisting: bool = False  # taken by an assisting unit, not by the one that leads
    seeing: bool = False  # taken by whoever may see the ticket, whichever unit leads
    basis: str = ""

    @property
    def conditions(self) -> tuple[Need, ...]:
        """Return everything that may refuse it, in the order in which it is asked."""
        if self.proposes:
            objects = (
                self.proposes is Proposal.OBJECTION
            )  # nothing that staff propose stands in its way
            return (needs.free_to_object if objects else needs.nothing_pending, *self.needs)
        return (needs.second_person, *self.needs) if self.about else self.needs

    @property
    def about(self) -> Proposal | None:
        """Return the proposal that it is about: which it decides, or agrees to as the first of two."""
        return self.decides or self.seconds
