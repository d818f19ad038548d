"""What goes to somebody who follows a public matter: the link to confirm, its news, and its end."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext, gettext_noop

from lianxin.casework.matters import queries as matters
from lianxin.followers.notifications.models import Message
from lianxin.followers.notifications.rules import Template


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A subject and a text, ready to be sent."""

    subject: str
    text: str


HIDDEN = "https://****"  # stands for a link that opens something where it must not be seen
SUBJECTS = {
    Template.FOLLOW: gettext_noop("Please confirm: news of “%(title)s”"),
    Template.NEWS: gettext_noop("News of “%(title)s”"),
    Template.OVER: gettext_noop("It is over: “%(title)s”"),
}
TEXTS = {
    Template.FOLLOW: gettext_noop(
        "Somebody, we hope you, would like to have the news of “%(title)s” sent here.\n\nIf it was you, "
        "confirm it: %(link)s\n\nIf it was not, do nothing: we write no more, and erase the address within a day."
    ),
    Template.NEWS: gettext_noop("%(notice)s\n\nAll about it: %(page)s\n\nStop this: %(link)s"),
    Template.OVER: gettext_noop(
        "We have closed “%(title)s”. What became of it: %(page)s\n\nThis was the last message; we have "
        "erased your address."
    ),
}


def bulletin(message: Message) -> Letter:
    """Return what a message to somebody who follows a matter says, in the language that is in force."""
    subscription = message.subscription
    assert subscription is not None  # noqa: S101  no ticket: a constraint says so
    shown = matters.shown([subscription.matter]).get(subscription.matter_id)
    news = [one.notice for one in shown.news if one.entry_id == message.entry_id] if shown else []
    base = f"{settings.LIANXIN_BASE_URL}/matters"
    opens = f"{base}/follow/{subscription.pk}/{matters.link(subscription)}/"
    facts = {
        "title": shown.title if shown else gettext("a matter that is not public any more"),
        "notice": "".join(news),
        "page": f"{base}/{subscription.matter_id}/",
        "link": opens if message.channel == "email" else HIDDEN,
    }
    template = Template(message.template)
    return Letter(
        subject=gettext(SUBJECTS[template]) % facts, text=f"{gettext(TEXTS[template]) % facts}\n"
    )
