"""Public matters for everybody: the list, the page, the feeds, and following one by a link."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.casework.matters import actions, queries
from lianxin.casework.matters.models import Matter, Subscription
from lianxin.casework.matters.rules import PlaceKind
from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Privacy
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.pace.rules import PACES, Door
from lianxin.interfaces.web import known
from lianxin.registers.residents.models import Address
from tests.casework.matters import scene
from tests.casework.matters.scene import did, opened
from tests.casework.tickets import town
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
PAGE = "/matters/"
KEY = re.compile(r'name="key" value="([0-9a-f]{32})"')
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the town on Monday."""
    town.built()
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def text(response: Any) -> str:
    return " ".join(response.content.decode().split("<main")[1].split())


def read(answer: Any) -> ElementTree.Element:
    return ElementTree.fromstring(answer.content)  # noqa: S314  our own


def send(client: Client, url: str, **typed: str) -> Any:
    found = KEY.search(client.get(url).content.decode())
    assert found
    return client.post(url, {"key": found[1], **typed})


def test_everybody_reads_what_was_published_and_nothing_else(client: Client):
    hidden, matter = opened(), opened(public=True, key="public")
    matter = did(matter, actions.plan, "handler", plan=scene.plan("还没有人看过"))
    listed = text(client.get(PAGE))
    assert "芦花路口一带路灯不亮" in listed
    assert f"/matters/{hidden.pk}/" not in listed
    said = text(client.get(f"{PAGE}{matter.pk}/"))
    for shown in ("抢修队已到现场", "正在更换电缆", "芦花路口至河湾桥", "城市管理局"):
        assert shown in said
    assert "还没有人看过" not in said
    for path in ("", "follow/", "feed/", "asked/"):
        assert client.get(f"{PAGE}{hidden.pk}/{path}").status_code == 404


def test_the_reply_and_the_end_are_read_once_another_person_has_looked(client: Client):
    matter = did(opened(public=True), actions.reply, "dispatcher", words="已恢复供电", tickets=1)
    url = f"{PAGE}{matter.pk}/"
    assert "已恢复供电" not in text(client.get(url))
    matter = scene.published(matter, "今晚已恢复")
    assert "已恢复供电" in text(client.get(url))
    from tests.interfaces.web.staff.test_matters import carried

    carried()
    matter = did(matter, actions.close, "dispatcher", words="电缆已全部更换", tickets=0)
    assert "电缆已全部更换" not in text(client.get(url))
    scene.published(matter, "问题已结束")
    said = text(client.get(url))
    assert "电缆已全部更换" in said
    assert "Have the news sent to me" not in said


def test_the_list_is_chosen_by_place_and_category_and_by_what_is_over(client: Client):
    opened(public=True)
    opened(
        public=True,
        key="far",
        title="全镇夜间施工",
        category_id=town.category("noise"),
        place_kind=PlaceKind.COMMUNITY,
        grid_id=None,
        division_code="990101100001",
        place="",
    )
    lamps, noise = "芦花路口一带路灯不亮", "全镇夜间施工"
    both = text(client.get(PAGE))
    assert lamps in both
    assert noise in both
    here = text(client.get(PAGE, {"town": "990101001000"}))
    assert lamps in here
    assert noise not in here
    loud = text(client.get(PAGE, {"category": town.category("noise")}))
    assert noise in loud
    assert lamps not in loud
    assert lamps not in text(client.get(PAGE, {"over": "on"}))
    assert client.get(PAGE, {"town": "7"}).status_code == 422
    assert client.get(PAGE, {"before": "x"}).status_code == 404


def test_a_long_list_is_paged_and_costs_as_many_queries_as_a_short_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queries, "PAGE", 2)
    first = opened(public=True)
    counts = []
    for number in range(3):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(PAGE)
        counts.append(len(asked))
        opened(public=True, key=f"more-{number}")
    assert len(set(counts)) == 1
    page = client.get(PAGE)
    assert f"/matters/{first.pk}/" not in text(page)
    found = re.search(r'href="(\?before=\d+)"', page.content.decode())
    assert found
    assert f"/matters/{first.pk}/" in text(client.get(PAGE + found[1]))


def test_a_page_and_the_feeds_cost_the_same_however_much_news_there_is(client: Client):
    matter = opened(public=True)
    addresses = (f"{PAGE}{matter.pk}/", f"{PAGE}{matter.pk}/feed/", f"{PAGE}feed/")
    counts = []
    for number in range(3):
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        counts.append(found)
        matter = scene.published(Matter.objects.get(pk=matter.pk), f"第{number}条")
    assert counts[0] == counts[1] == counts[2]


def test_the_feeds_are_atom_and_tell_the_newest_news_first(client: Client):
    matter = scene.published(opened(public=True), "电缆已到货")
    other = opened(public=True, key="other", title="河湾桥停电")
    answer = client.get(f"{PAGE}{matter.pk}/feed/")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = read(answer)
    assert [one.findtext(f"{ATOM}summary") for one in feed.iter(f"{ATOM}entry")] == [
        "电缆已到货",
        "抢修队已到现场",
    ]
    every = read(client.get(f"{PAGE}feed/"))
    titles = {one.findtext(f"{ATOM}title") for one in every.iter(f"{ATOM}entry")}
    assert titles == {"芦花路口一带路灯不亮", "河湾桥停电"}
    links = [one.find(f"{ATOM}link") for one in every.iter(f"{ATOM}entry")]
    assert any(
        link is not None and f"/matters/{other.pk}/" in link.attrib["href"] for link in links
    )


def test_a_matter_is_followed_by_an_address_with_consent_and_a_link(client: Client):
    matter = opened(public=True)
    url = f"{PAGE}{matter.pk}/follow/"
    without = send(client, url, email="wang@example.cn")
    assert without.status_code == 422
    assert "Without it we keep no address" in text(without)
    assert send(client, url, email="wang", consent="on").status_code == 422
    assert not Address.objects.exists()
    answer = send(client, url, email="wang@example.cn", consent="on")
    assert answer["Location"] == f"{PAGE}{matter.pk}/asked/"
    again = send(client, url, email="wang@example.cn", consent="on")
    assert (again.status_code, again["Location"]) == (303, answer["Location"])
    one = Subscription.objects.get()
    link = f"{PAGE}follow/{one.pk}/{queries.link(one)}/"
    assert "Yes, send me the news" in text(client.get(link))
    assert not queries.following(matter.pk).exists()
    assert send(client, link, confirm="yes").status_code == 303
    assert queries.following(matter.pk).exists()
    assert "You get the news of this matter." in text(client.get(link))
    assert send(client, link, stop="yes")["Location"] == "/matters/stopped/"
    assert "Your address is erased." in text(client.get("/matters/stopped/"))
    assert not Address.objects.exists()
    assert client.get(link).status_code == 404
    assert client.get(f"{PAGE}follow/{2**70}/x/").status_code == 404


def told(client: Client, what: str, place: str) -> Any:
    """Return where the report leads once what and where are told."""
    client.post("/report/", {"what": what, "kind": "help"})
    client.post("/report/where/", {"where": "", "town": f"{place[:9]}000"})
    return client.post("/report/place/", {"place": place[:12]})["Location"]


def test_who_reports_what_is_known_is_shown_it_and_may_report_all_the_same(client: Client):
    matter = opened(public=True)
    grid = "990101001001001"
    assert told(client, "路灯坏了三天，晚上很黑。", grid) == "/report/known/"
    said = text(client.get("/report/known/"))
    assert "芦花路口一带路灯不亮" in said
    assert f"/matters/{matter.pk}/" in said
    assert client.post("/report/known/")["Location"] == "/report/contact/"
    assert told(client, "垃圾三天没有清运。", grid) == "/report/contact/"
    assert told(client, "路灯坏了三天，晚上很黑。", "990101100001") == "/report/contact/"
    did(matter, actions.hide, "supervisor", words="地点有误")
    assert told(client, "路灯坏了三天，晚上很黑。", grid) == "/report/contact/"
    assert client.get("/report/known/")["Location"] == "/report/contact/"


def test_while_somebody_types_the_place_they_hear_what_is_known_there(client: Client):
    matter = opened(public=True)
    client.post("/report/", {"what": "路燈壞了三天，晚上很黑。", "kind": "help"})
    near = {"where": "芦花社区芦花第一网格", "town": ""}
    page = client.post("/report/near/", near)
    assert "芦花路口一带路灯不亮" in page.content.decode()
    assert f"/matters/{matter.pk}/" in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")
    assert client.get("/report/near/").status_code == 405
    torn = [{"town": town} for town in ("٣", "1", "0" * 12, "9" * 5000, "99010110000１")]
    for odd in ({"where": "白石镇"}, *torn, {"where": "\0" * 9}, {}):
        said = client.post("/report/near/", odd)
        assert said.status_code == 200, odd
        assert not said.content.strip(), odd
    did(matter, actions.hide, "supervisor", words="地点有误")
    assert not client.post("/report/near/", near).content.strip()


def test_whoever_asks_too_often_what_is_known_is_told_nothing(client: Client):
    for _ in range(PACES[Door.NEAR].burst):
        assert client.post("/report/near/", {}).status_code == 200
    assert client.post("/report/near/", {}).status_code == 429


def test_so_few_others_are_not_told_of_and_confidential_ones_never():
    def others() -> int:
        found = known.known("路灯坏了", division_code="990101001001", grid_id=town.grid())
        return found[0].others

    matter = opened(public=True)
    privacies = [Privacy.OPEN, Privacy.OPEN, Privacy.CONFIDENTIAL, Privacy.ANONYMOUS]
    for number, privacy in enumerate(privacies):
        contact = None if privacy is Privacy.ANONYMOUS else town.PHONE
        ticket = town.received(key=f"of-many-{number}", privacy=privacy, contact=contact)
        town.did(ticket, tickets.join, "dispatcher", matter_id=matter.pk)
    assert others() == 0
    third = town.received(key="of-many-third")
    town.did(third, tickets.join, "dispatcher", matter_id=matter.pk)
    assert others() == 3


def test_who_has_the_same_reports_it_with_a_number_of_its_own(client: Client):
    matter = opened(public=True)
    place = "990101001001001"
    assert told(client, "路灯坏了三天，晚上很黑。", place) == "/report/known/"
    same = client.post("/report/known/", {"matter": str(matter.pk)})
    assert same["Location"] == "/report/contact/"
    contact = {"privacy": "open", "phone": "", "name": "", "email": ""}
    client.post("/report/contact/", contact)
    page = client.get("/report/check/")
    assert "芦花路口一带路灯不亮" in text(page)
    found = KEY.search(page.content.decode())
    assert found
    assert client.post("/report/check/", {"key": found[1]}).status_code == 303
    entry = Entry.objects.get(verb="ticket.received")
    assert entry.facts["said_matter_id"] == matter.pk
    assert Ticket.objects.get().matter is None  # a person of staff decides


def test_who_first_said_the_same_and_then_tells_something_else_has_not_said_it(client: Client):
    matter = opened(public=True)
    place = "990101001001001"
    told(client, "路灯坏了三天，晚上很黑。", place)
    client.post("/report/known/", {"matter": str(matter.pk)})
    told(client, "垃圾三天没有清运。", place)
    client.post("/report/contact/", {"privacy": "open", "phone": "", "name": "", "email": ""})
    assert "芦花路口一带路灯不亮" not in text(client.get("/report/check/"))
