"""What a request must hold when it comes in, whatever the door."""

from dataclasses import dataclass
from datetime import timedelta

from lianxin.casework.tickets.rules import refusals
from lianxin.casework.tickets.rules.words import Channel, Kind, Privacy, Reach
from lianxin.foundation.actor import Role
from lianxin.foundation.text import says_anything
from lianxin.registers.residents.rules import consents
from lianxin.registers.residents.rules.consents import Consent
from lianxin.registers.residents.rules.mandates import Helper

LONGEST = 10_000  # characters of what somebody tells
MOST_FILES = 6
READ_ALOUD_FOR = timedelta(minutes=30)  # how long whoever took a request in sees its query code
DOORS = {
    Role.PUBLIC: frozenset({Channel.WEB}),
    Role.HELPER: frozenset({Channel.WEB}),
    Role.AGENT: frozenset({Channel.PHONE, Channel.COUNTER}),
    Role.GRID_WORKER: frozenset({Channel.GRID}),
    Role.SYSTEM: frozenset({Channel.IMPORT}),
}


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request as it is told: what and where in the requester's own words, and what is known beside.

    `point` is "longitude,latitude" (WGS 84) of the problem, never of a person.
    """

    what: str
    where: str = ""
    point: str = ""
    kind: Kind = Kind.HELP
    channel: Channel = Channel.WEB
    privacy: Privacy = Privacy.OPEN
    category_id: int | None = None
    grid_id: int | None = None
    division_code: str = ""
    consents: frozenset[Consent] = frozenset()
    at_home: bool = False  # the place is where somebody lives or often is
    child: bool = False  # by or for a child under fourteen
    helper: Helper | None = None  # who tells it for somebody else, as staff heard it
    matter_id: int | None = None  # what is known already and the same, as whoever tells it says

    def words(self) -> dict[str, str]:
        """Return what the ledger binds by digest."""
        said = {"what": self.what, "where": self.where, "point": self.point}
        return {name: text for name, text in said.items() if text}


def told(request: Request) -> dict[str, str]:
    """Return the words of a request that is told anew, or refuse one that says nothing or too much."""
    check(request, has_contact=False, photos=0)
    return request.words()


def check(request: Request, *, has_contact: bool, photos: int, spoken: bool = False) -> None:
    """Refuse a request that says nothing, says too much, or keeps a contact it promised not to keep."""
    if not says_anything(request.what) and not spoken:
        raise refusals.WordsMissing
    if len(request.what) > LONGEST or len(request.where) > LONGEST:
        raise refusals.WordsTooLong(most=LONGEST)
    if photos > MOST_FILES:
        raise refusals.TooManyFiles(most=MOST_FILES)
    if has_contact and request.privacy is Privacy.ANONYMOUS:
        raise refusals.AnonymousContact
    consents.covered(request.consents, request.what, request.where)
    if request.at_home and request.where and Consent.LOCATION not in request.consents:
        raise consents.ConsentMissing(consent=Consent.LOCATION)
    if request.child and not (has_contact and Consent.GUARDIAN in request.consents):
        raise consents.GuardianMissing


def reach(privacy: Privacy, *, has_phone: bool) -> Reach:
    """Return how the requester can be asked."""
    return Reach.PHONE if has_phone and privacy is not Privacy.ANONYMOUS else Reach.PAGE
