"""One problem that many have, in a real browser: reported, joined, published, followed, replied to, over."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lianxin.casework.matters import queries
from lianxin.casework.matters.models import Matter, Subscription
from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.followers.notifications import actions as notifications
from lianxin.followers.notifications.models import Message
from lianxin.foundation.ledger import actions as ledger
from lianxin.registers.residents.models import Address
from tests.journeys.looking import sound
from tests.journeys.test_loop_browser import (  # noqa: F401  fixtures
    answered,
    chromium,
    onto,
    pytestmark,
    site,
    someone,
    submit,
)

TITLE = "长堤路路灯电缆分段更换"


def told(page: Page) -> None:
    """Tell what is wrong and where, as far as the page that follows the place."""
    page.goto("/report/")
    page.fill("[name=what]", "长堤路的路灯坏了三盏，晚上接孩子看不见路。")
    submit(page)
    page.fill("[name=where]", "河湾街道长堤路轮胎店门口")
    page.locator("[name=place_kept][value=public]").check()
    submit(page)
    page.locator("[name=place]").first.check()
    submit(page)


def reported(page: Page) -> str:
    """Go on from there to the end, and return the number."""
    page.fill("[name=phone]", "19900009999")
    submit(page)
    submit(page)
    expect(page.locator(".govuk-panel--confirmation")).to_be_visible()
    return page.url.split("/progress/")[1].split("/")[0]


def opened(page: Page, number: str) -> int:
    """Open the matter from its first ticket, which joins it."""
    page.goto(f"/staff/matters/new/?ticket={number}")
    for name, said in {
        "title": TITLE,
        "category": "路灯不亮",
        "place": "长堤路轮胎店至河堤步道口",
        "unit": "青禾市城市管理局",
        "area": "汀兰社区",
        "words": "整段更换电缆，分三段施工，每段两晚。",
    }.items():
        page.locator(f"main [name={name}]").fill(said)
    page.locator("[name=place_kind][value=street]").check()
    sound(page)
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator("h1")).to_contain_text(TITLE)
    return Matter.objects.get().pk


def stepped(page: Page, matter_id: int, step: str, **fields: str) -> None:
    """Take a step on the matter from its page."""
    page.goto(f"/staff/matters/{matter_id}/")
    sound(page)
    onto(page, step)
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)
    sound(page)
    page.locator("main form[method=post] button[type=submit]:not([name])").click()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def worked() -> None:
    """Do what the worker does."""
    at = timezone.now()
    while tickets.carry(at=at, limit=20):
        pass
    while ledger.seal():
        pass
    while ledger.follow("notifications", lambda entry: notifications.take(entry, at=at), at=at):
        pass
    while notifications.deliver(at=at):
        pass


def followed(page: Page, matter_id: int) -> None:
    """Follow the matter instead of reporting it once more, and confirm it by the link."""
    told(page)
    expect(page.locator("h1")).to_contain_text("我们已经知道了")
    sound(page)
    page.locator(f"main a[href='/matters/{matter_id}/']").click()
    expect(page.locator("h1")).to_contain_text(TITLE)
    sound(page)
    page.locator(f"main a[href='/matters/{matter_id}/follow/']").click()
    page.fill("[name=email]", "wang@example.cn")
    page.check("[name=consent]")
    sound(page)
    submit(page)
    expect(page.locator("h1")).to_contain_text("请查看您的邮箱")
    worked()
    one = Subscription.objects.get()
    page.goto(f"/matters/follow/{one.pk}/{queries.link(one)}/")
    sound(page)
    page.locator("main button[name=confirm]").click()
    expect(page.locator("main")).to_contain_text("您会收到这个问题的进展")


@pytest.mark.usefixtures("chromium")
def test_one_problem_is_reported_published_followed_replied_to_and_over(
    someone: Callable[[str], Page],  # noqa: F811
):
    told(someone("resident"))
    number = reported(someone("resident"))
    matter_id = opened(someone("agent"), number)
    stepped(someone("dispatcher"), matter_id, "announce", words="第一段今晚开工，请慢行。")
    stepped(someone("supervisor"), matter_id, "publish")
    followed(someone("neighbour"), matter_id)
    stepped(someone("dispatcher"), matter_id, "reply", words="三段电缆已全部更换，路灯已亮。")
    worked()
    answered(someone("resident"), number, "resolved", "亮了", "5")
    stepped(someone("dispatcher"), matter_id, "announce", words="三段都已换完并亮灯。")
    stepped(someone("supervisor"), matter_id, "publish")
    stepped(someone("supervisor"), matter_id, "close", words="电缆已全部更换。")
    worked()
    assert Ticket.objects.get().state == "closed"
    assert not Address.objects.exists()
    sent = Message.objects.filter(subscription__isnull=False).order_by("pk")
    assert list(sent.values_list("template", flat=True)) == ["follow", "news", "over"]
    page = someone("neighbour")
    page.goto(f"/matters/{matter_id}/")
    expect(page.locator("main")).to_contain_text("三段都已换完并亮灯。")
    expect(page.locator(f"main a[href='/matters/{matter_id}/follow/']")).to_have_count(0)
    page.goto("/matters/?over=on")
    expect(page.locator("main")).to_contain_text(TITLE)
    sound(page)
