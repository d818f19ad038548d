"""What is published: what waits for whom, what everybody reads, and whether it is still what was released."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from lianxin.followers.insight import publication
from lianxin.followers.insight.models import Publication
from lianxin.followers.insight.rules import publication as rules
from lianxin.followers.insight.rules.publication import State, Step
from lianxin.followers.insight.rules.refusals import NotWholeCity, PublicationDamaged
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import Replay
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.registers.orgs import queries as orgs

TOWN = slice(6, 9)  # the digits of a subdistrict
REPLAY = Replay(model=Publication, columns=rules.COLUMNS, where=lambda pk: f"publication {pk}")


def visible_to(by: Actor) -> QuerySet[Publication]:
    """Return the versions that an actor may read: everybody what is released, the hotline drafts too."""
    if by.role in rules.READERS or by.role is Role.SYSTEM:
        return Publication.objects.all()
    return Publication.objects.filter(state=State.RELEASED.value)


def listed(by: Actor) -> QuerySet[Publication]:
    """Return the versions that an actor may read, the newest month and version first."""
    return visible_to(by).order_by("-month", "-version")


def newest(by: Actor) -> QuerySet[Publication]:
    """Return of each month the newest version that an actor may read, the newest month first."""
    later = visible_to(by).filter(month=OuterRef("month"), version__gt=OuterRef("version"))
    return listed(by).exclude(Exists(later))


def of_month(by: Actor, month: str) -> list[Publication]:
    """Return the versions of a month that an actor may read, the newest first, or refuse: there are none."""
    found = list(listed(by).filter(month=month))
    if not found:
        raise NotFound(month=month[:20])
    return found


def find(by: Actor, publication_id: int) -> Publication:
    """Return one version, or refuse."""
    found = visible_to(by).filter(pk=publication_id).first()
    if found is None:
        raise NotFound(pk=publication_id)
    return found


def due(month: str, note: str) -> tuple[int, Publication | None]:
    """Return which version of a month is made next, and the unreleased row that it takes the place of."""
    newest = Publication.objects.filter(month=month).order_by("-version").first()
    state = State(newest.state) if newest else None
    number = rules.version(newest.version if newest else 0, state, note)
    return number, newest if newest and newest.version == number else None


def released(month: str) -> Publication | None:
    """Return the newest version of a month that is released."""
    found = Publication.objects.filter(month=month, state=State.RELEASED.value)
    return found.order_by("-version").first()


def before(month: str, *, limit: int) -> list[Publication]:
    """Return the newest released version of each of the months before one, the newest month first."""
    found = Publication.objects.filter(month__lt=month, state=State.RELEASED.value)
    newest: dict[str, Publication] = {}
    for row in found.order_by("-month", "-version")[: 3 * limit]:
        newest.setdefault(row.month, row)
    return list(newest.values())[:limit]


def steps(row: Publication, by: Actor, on: date) -> list[Step]:
    """Return what an actor may do with a version now."""
    return [step for step in Step if _may(step, row, by, on)]


def _may(step: Step, row: Publication, by: Actor, on: date) -> bool:
    try:
        rules.take(step, State(row.state), by)
        whole_city(by, on)
        if step is Step.RELEASE:
            rules.another(row.checked_by, by)
    except Refusal:
        return False
    return True


def whole_city(by: Actor, on: date) -> None:
    """Refuse whoever answers for a part of the city only."""
    codes = orgs.divisions_in_force(on).exclude(code__startswith=by.division)
    if any(code[TOWN] != "000" for code in codes.values_list("code", flat=True)):
        raise NotWholeCity


def story(row: Publication) -> list[Entry]:
    """Return every deed on a version, the oldest first."""
    return list(ledger.about(row))


def note(row: Publication) -> str:
    """Return what a version says that it corrects."""
    said = (ledger.words(entry).get("note") for entry in ledger.about(row))
    return next((found for found in reversed(list(said)) if found), "")


def kept() -> list[str]:
    """Return the digest of every version that there is."""
    return list(Publication.objects.values_list("sha256", flat=True))


def faults() -> Iterator[Fault]:
    """Yield where a version is not what the ledger says, or its files are not those of the deed."""
    yield from REPLAY.faults()
    for row in Publication.objects.order_by("pk"):
        try:
            publication.check(row.sha256)
        except PublicationDamaged:
            yield Fault(code="publication-differs", where=f"publication {row.pk}")
