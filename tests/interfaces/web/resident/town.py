"""A small city as it stands today, and both sides of a request: the pages, and the staff's steps."""

import io
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from lianxin.casework.tickets import actions
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Hold, Kind, Way, code
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.time import day_of
from lianxin.registers.calendars import actions as calendars
from lianxin.registers.duties.models import Category
from lianxin.registers.orgs.models import Unit
from tests import make
from tests.once import once
from tests.registers.duties import town as duties
from tests.registers.orgs import city

SYSTEM = Actor.system("tests")
TOLD = "路灯坏了三天，晚上很黑。"
KEY = re.compile(r'name="key" value="([0-9a-f]{32})"')
SEEN = re.compile(r'name="seen" value="(\d+)"')


@once
def built() -> None:
    """Put the registers in force since yesterday: pages look at the clock."""
    before = timezone.now() - timedelta(days=1)
    make.time_limits()
    year = before.year
    calendars.load_years(years=[year, year + 1], by=SYSTEM, at=before, key="town:calendar")
    city.divisions(at=before)
    city.units(at=before)
    city.grids(at=before)
    duties.categories(duties.CATEGORIES, key="town:categories")


def photo(name: str = "灯.jpg", *, size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    """Return a photo as a phone sends it."""
    written = io.BytesIO()
    Image.new("RGB", size, "navy").save(written, "JPEG")
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/jpeg")


def report(client: Client, **other: Any) -> Any:
    """Go through the pages of a report and send it; return what came back at the end."""
    client.post("/report/", {"what": other.pop("what", TOLD), "kind": "help"} | _files(other))
    client.post(
        "/report/where/",
        {"where": other.pop("where", ""), "place_kept": other.pop("place_kept", "public")},
    )
    health = other.pop("health", "")
    contact = {"privacy": "open", "phone": "", "name": "", "email": ""}
    client.post("/report/contact/", contact | other)
    sent = {"key": key(client.get("/report/check/")), "health": health}
    return client.post("/report/check/", sent)


def _files(other: dict[str, Any]) -> dict[str, Any]:
    return {"photos": other.pop("photos")} if "photos" in other else {}


def key(response: Any) -> str:
    """Return the idempotency key of a page's form."""
    found = KEY.search(response.content.decode())
    assert found, response.content.decode()
    return found[1]


def seen(response: Any) -> str:
    """Return what a page's form says that it has seen."""
    found = SEEN.search(response.content.decode())
    assert found, response.content.decode()
    return found[1]


@dataclass
class Desk:
    """The staff's side of one ticket."""

    ticket: Ticket
    at: datetime = field(default_factory=timezone.now)
    done: int = 0

    @property
    def number(self) -> str:
        """Return the ticket's number."""
        return code.number(self.ticket.pk)

    def by(self, role: Role) -> Actor:
        """Return somebody in a role, of the hotline or of the unit for lamps."""
        unit = Unit.objects.get(
            code="lamps" if role in (Role.UNIT_LEAD, Role.HANDLER) else "hotline"
        )
        number = list(Role).index(role) + 1
        return Actor(role=role, staff_id=number, unit_id=unit.pk, unit_path=unit.path)

    def take(self, name: str, role: Role, **given: Any) -> None:
        """Take a step."""
        self.done += 1
        getattr(actions, name)(
            ticket_id=self.ticket.pk,
            by=self.by(role),
            at=self.at,
            key=f"desk:{self.done:04d}",
            **given,
        )
        self.ticket.refresh_from_db()

    def dispatched(self, *, signed: bool = True) -> None:
        """Hand the ticket to the unit for lamps, and have it signed."""
        given = {"category_id": Category.objects.get(code="lighting.lamp").pk, "kind": Kind.HELP}
        unit = Unit.objects.get(code="lamps").pk
        self.take(
            "dispatch", Role.DISPATCHER, grid_id=None, lead_unit_id=unit, words="归他们管", **given
        )
        if signed:
            self.take("sign", Role.HANDLER)

    def asked(self, words: str = "是哪一盏灯？") -> None:
        """Have the unit ask something on the progress page."""
        self.take("contact", Role.HANDLER, way=Way.PAGE, words=words)

    def held(self) -> None:
        """Put it on hold for a week."""
        self.take(
            "ask_hold",
            Role.UNIT_LEAD,
            reason=Hold.SEASON,
            words="要等开春",
            plan="三月施工",
            next_on=day_of(self.at) + timedelta(days=7),
        )
        self.take("put_on_hold", Role.SUPERVISOR)

    def replied(self, words: str = "灯已经修好。") -> None:
        """Have the unit reply and the hotline pass it on."""
        self.take("reply", Role.HANDLER, words=words)
        self.take("pass_audit", Role.SUPERVISOR)

    def answered(self, words: str = "灯已经修好。") -> None:
        """Go the whole way from intake to the question whether it is solved."""
        self.dispatched()
        self.asked()
        self.replied(words)

    @property
    def code(self) -> str:
        """Return the query code."""
        return tickets.query_code(self.ticket)


def latest() -> Desk:
    """Return the desk of the newest ticket."""
    return Desk(Ticket.objects.latest("pk"))
