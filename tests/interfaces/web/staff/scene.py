"""A browser for each member of staff of the town, and tickets in every state that their pages need."""

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from lianxin.casework.tickets import actions, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import actions as files
from lianxin.foundation.ledger.models import Entry
from lianxin.interfaces.web import actors
from lianxin.registers.changes import actions as changes
from lianxin.registers.changes import queries as registers
from lianxin.registers.changes.rules import Difference, Load, Register
from lianxin.registers.changes.rules import Kind as Change
from lianxin.registers.orgs import queries as orgs
from tests.casework.matters import scene as matters
from tests.casework.oversight import asked
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.foundation.files.test_sounds import sound
from tests.make import MONDAY
from tests.registers.knowledge import shelf

NOW = MONDAY + timedelta(minutes=10)  # what the pages' clock says, unless a test moves it
NEXT_ON = MONDAY.date() + timedelta(days=14)
KEY = re.compile(r'name="key" value="([0-9a-f]{32})"')
SEEN = re.compile(r'name="seen" value="(\d+)"')
BACKEND = "lianxin.interfaces.web.accounts.Backend"


def browser(username: str = "") -> Client:
    """Return a browser that asks for English, signed in as one of the town's staff.

    Signed in by hand: Django's own way would write the account's row outside of an action.
    """
    client = Client(headers={"accept-language": "en"})
    if username:
        staff = orgs.staff_member(username)
        assert staff is not None
        session = client.session
        session[SESSION_KEY] = str(staff.pk)
        session[BACKEND_SESSION_KEY] = BACKEND
        session[HASH_SESSION_KEY] = staff.get_session_auth_hash()
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def opened_by(ticket: Ticket) -> Client:
    """Return the browser of a requester who opened a ticket by its code."""
    client = browser()
    session = client.session
    session[actors.OPENED] = [ticket.pk]
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def page(ticket: Ticket, name: str = "") -> str:
    """Return the address of a ticket's page, or of one below it."""
    return f"/staff/tickets/{ticket.number}/{name}/" if name else f"/staff/tickets/{ticket.number}/"


def text(response: Any) -> str:
    """Return a page as its reader sees it: no tags, no line breaks."""
    main = response.content.decode().split("<main")[1]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def unseen(client: Client, url: str) -> dict[str, str]:
    """Return what the form of a page carries unseen: its key, and the state that it has seen."""
    html = client.get(url).content.decode()
    found = {"key": KEY.search(html), "seen": SEEN.search(html)}
    return {name: match[1] for name, match in found.items() if match}


def send(client: Client, url: str, **typed: Any) -> Any:
    """Open a form, fill it in and send it, whatever the page may warn of."""
    return client.post(url, {**unseen(client, url), "as_it_is": "yes", **typed})


def now(ticket: Ticket) -> Ticket:
    """Return a ticket as it is now."""
    return Ticket.objects.get(pk=ticket.pk)


def verbs(ticket: Ticket) -> list[str]:
    """Return what was done to a ticket, in order."""
    found = Entry.objects.filter(about="ticket", about_id=ticket.pk).order_by("seq")
    return list(found.values_list("verb", flat=True))


def photo(name: str = "灯.jpg") -> SimpleUploadedFile:
    """Return a photo as a phone sends it."""
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(written, "JPEG")
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/jpeg")


def received() -> Ticket:
    """Return a ticket that has come in, with a photo."""
    request = Request(what="路灯坏了三天了", where="芦花路口", grid_id=town.grid())
    prepared = files.prepare(photo(), kind=files.Kind.PHOTO)
    entry = actions.receive(
        request=request,
        contact=town.PHONE,
        photos=[prepared],
        by=Actor.public("tests"),
        at=MONDAY,
        key="scene:received",
    )
    return town.of(entry)


def spoken() -> Ticket:
    """Return a ticket that has come in as a recording."""
    upload = SimpleUploadedFile("recording.wav", sound())
    entry = actions.receive(
        request=Request(what="", grid_id=town.grid()),
        sound=files.prepare(upload, kind=files.Kind.SOUND),
        by=Actor.public("tests"),
        at=MONDAY,
        key="scene:spoken",
    )
    return town.of(entry)


def dispatched() -> Ticket:
    """Return a ticket that its unit has not signed yet."""
    return town.dispatched(received())


def by_machine() -> Ticket:
    """Return a ticket that a machine dispatched by itself."""
    ticket = received()
    entry = actions.dispatch(
        ticket_id=ticket.pk,
        category_id=town.category(),
        kind=rules.Kind.HELP,
        grid_id=None,
        lead_unit_id=None,
        words="",
        by=Actor.system("triage"),
        at=MONDAY,
        key="scene:machine",
    )
    return town.of(entry)


def signed() -> Ticket:
    """Return a ticket that its unit has signed."""
    return did(dispatched(), actions.sign, "handler")


def handling() -> Ticket:
    """Return a ticket whose requester was reached."""
    return did(signed(), actions.contact, "handler", way=rules.Way.PHONE, words="已联系")


def declining() -> Ticket:
    """Return a ticket that somebody proposes not to accept."""
    given: dict[str, Any] = {"reason": rules.Decline.MARKET, "words": "请找物业"}
    return did(received(), actions.propose_decline, "agent", **given)


def returning() -> Ticket:
    """Return a ticket that its unit asks to return."""
    return did(signed(), actions.ask_return, "lead", words="不归我们管")


def extending() -> Ticket:
    """Return a ticket for which its unit asks more time."""
    return did(handling(), actions.ask_extension, "lead", days=3, words="等配件")


def holding() -> Ticket:
    """Return a ticket for which its unit proposes a hold."""
    given: dict[str, Any] = {"words": "列入明年改造", "plan": "三月招标", "next_on": NEXT_ON}
    return did(handling(), actions.ask_hold, "lead", reason=rules.Hold.PROJECT, **given)


def held() -> Ticket:
    """Return a ticket that has to wait."""
    return did(holding(), actions.put_on_hold, "supervisor")


def waiting() -> Ticket:
    """Return a ticket whose requester was asked something."""
    return did(handling(), actions.ask_resident, "handler", words="是哪一盏？")


def unhelped() -> Ticket:
    """Return a ticket at work whose requester would not help."""
    return did(waiting(), actions.resident_answers, "handler", words="不愿说")


def terminating() -> Ticket:
    """Return a ticket that its unit proposes to terminate."""
    return did(unhelped(), actions.ask_termination, "lead", words="问了不答")


def hurried() -> Ticket:
    """Return a ticket at work whose requester asks to hurry."""
    return did(handling(), actions.hurry, "requester", words="天黑看不见路")


def hurried_early() -> Ticket:
    """Return a ticket that no unit has yet and whose requester asks to hurry."""
    return did(received(), actions.hurry, "requester", words="天黑看不见路")


def replied() -> Ticket:
    """Return a ticket whose reply waits for its audit."""
    return did(handling(), actions.reply, "handler", words="已修好")


def co_handling() -> Ticket:
    """Return a ticket at which another unit helps."""
    called: dict[str, Any] = {"unit_ids": [town.unit("hewan")], "words": "请街道清理占道"}
    return did(handling(), actions.co_handle, "lead", **called)


def whistled() -> Ticket:
    """Return a ticket to which its unit called another."""
    called: dict[str, Any] = {"unit_ids": [town.unit("hewan")], "words": "需街道到场"}
    return did(handling(), actions.whistle, "lead", **called)


def followed() -> Ticket:
    """Return a ticket whose requester is asked next."""
    return did(replied(), actions.pass_audit, "supervisor")


def escalated() -> Ticket:
    """Return a ticket whose rework has failed."""
    ticket = did(followed(), actions.dispute, "caller", words="还是不亮")
    ticket = did(ticket, actions.contact, "handler", way=rules.Way.PHONE, words="再联系")
    ticket = did(ticket, actions.reply, "handler", words="又修了")
    ticket = did(ticket, actions.pass_audit, "supervisor")
    return did(ticket, actions.dispute, "caller", words="仍不亮")


def objected() -> Ticket:
    """Return a closed ticket to whose result the requester objects."""
    given: dict[str, Any] = {"outcome": rules.Outcome.EXPLAINED, "rating": 2, "words": ""}
    ticket = did(replied(), actions.pass_audit, "dispatcher")  # no supervisor has a part in it
    ticket = did(ticket, actions.confirm, "requester", **given)
    return did(ticket, actions.object_to, "requester", words="没有道理")


def joinable() -> Ticket:
    """Return a ticket at work beside the matter that it is about."""
    ticket = handling()
    matters.opened()
    return ticket


def joined() -> Ticket:
    """Return a ticket that has joined a matter."""
    ticket = handling()
    return did(ticket, actions.join, "agent", matter_id=matters.opened().pk)


def asking() -> Ticket:
    """Return a ticket whose requester asks a person about the data."""
    given: dict[str, Any] = {"right": rules.Right.EXPLANATION, "words": "为什么这样处理？"}
    return did(received(), actions.ask_right, "requester", **given)


def noted() -> Ticket:
    """Return a ticket on which notes ask the unit's lead, the hotline and a street to read them."""
    lead = town.actor("lead").staff_id
    asked: dict[str, Any] = {"staff_ids": [lead], "unit_ids": [town.unit("hotline")]}
    return did(handling(), actions.note, "handler", words="需请示，先别答复", **asked)


def ordered() -> Ticket:
    """Return a ticket on which a supervisor has ordered the unit to report."""
    return did(handling(), actions.supervise, "supervisor", words="已三日未动，限期报告")


def excluding() -> Ticket:
    """Return a closed ticket that its unit proposes to exclude; no supervisor has a part in it."""
    given: dict[str, Any] = {"outcome": rules.Outcome.EXPLAINED, "rating": 2, "words": ""}
    ticket = did(replied(), actions.pass_audit, "dispatcher")
    ticket = did(ticket, actions.confirm, "requester", **given)
    reason = rules.Exclusion.NO_BASIS
    return did(ticket, actions.propose_exclusion, "lead", reason=reason, words="规划限高，不能加灯")


def closed() -> Ticket:
    """Return a ticket that its requester has confirmed."""
    given: dict[str, Any] = {"outcome": rules.Outcome.RESOLVED, "rating": 4, "words": ""}
    return did(followed(), actions.confirm, "requester", **given)


def confidential() -> Ticket:
    """Return a ticket at work whose requester the unit must not know."""
    ticket = town.received(key="scene:confidential", privacy=rules.Privacy.CONFIDENTIAL)
    ticket = did(town.dispatched(ticket), actions.sign, "handler")
    return did(ticket, actions.contact, "handler", way=rules.Way.PAGE, words="请问几号楼？")


SCENES: dict[str, Callable[[], Ticket]] = {
    made.__name__: made
    for made in (
        received,
        spoken,
        dispatched,
        by_machine,
        signed,
        handling,
        declining,
        returning,
        extending,
        co_handling,
        whistled,
        holding,
        held,
        waiting,
        unhelped,
        terminating,
        hurried,
        hurried_early,
        replied,
        followed,
        escalated,
        objected,
        joinable,
        joined,
        noted,
        ordered,
        excluding,
        closed,
        confidential,
        asking,
    )
}


def article(name: str) -> int:
    """Return an article that an agent has drafted, proposed, or seen approved."""
    made: Callable[..., int] = getattr(shelf, name)
    return made(by=town.actor("agent"), key=f"scene:{name}")


def change(state: str) -> int:
    """Return a change of the catalogue that the administrator has prepared, or sent to a second person."""
    town.received(key="scene:service")
    before = registers.table(Register.CATALOGUE, MONDAY.date())["noise~"]
    one = Difference(
        kind=Change.CHANGED, key="noise~", before=before, after={**before, "lead": "power"}
    )
    frame: dict[str, Any] = {"by": town.actor("admin"), "at": MONDAY}
    entry = changes.prepare_by_hand(
        register=Register.CATALOGUE,
        differences=[one],
        valid_from=MONDAY.date(),
        load=Load(),
        key="scene:change",
        **frame,
    )
    if state == "waiting":
        given: dict[str, Any] = {"change_id": entry.about_id, "reason": "职责调整", "seen": 1}
        changes.send(load=Load(), key="scene:change-sent", **given, **frame)
    return entry.about_id


def revisit(_state: str) -> int:
    """Return a re-visit that the subdistrict's office makes."""
    return asked.drawn().pk


def question(_state: str) -> int:
    """Return a question to the lamps' unit."""
    return asked.question().pk


NUMBERED: dict[str, Callable[[str], int]] = {
    "article": article,
    "change": change,
    "revisit": revisit,
    "question": question,
}


def many(count: int, *, first: int = 0, at: datetime = MONDAY) -> None:
    """Take in many requests."""
    for number in range(first, first + count):
        town.received(at=at + timedelta(seconds=number), key=f"scene:many:{number}")
