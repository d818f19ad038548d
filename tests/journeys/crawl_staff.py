"""For every address of staff's that takes arguments, examples of them in the demo city."""

from collections.abc import Mapping

from lianxin.casework.matters.models import Matter
from lianxin.casework.oversight.models import (
    Draw,
    Evaluation,
    EvaluationRound,
    Question,
    Revisit,
    Scheme,
)
from lianxin.casework.paperwork.models import Asked, Table
from lianxin.followers.insight.models import Publication
from lianxin.followers.triage.models import Topic
from lianxin.interfaces.web.help.book import SHELVES, Shelf
from lianxin.interfaces.web.staff import bulk_steps, desks, panels
from lianxin.registers.changes.models import Change
from lianxin.registers.changes.rules import Register
from lianxin.registers.knowledge.models import Article
from lianxin.registers.orgs.models import Absence, Post
from tests.journeys.crawl_city import HANDLED_BY, STAFF, City
from tests.journeys.crawl_given import Examples, Given, each, fixed, tickets


def registers(_here: City) -> list[Given]:
    """Return every register."""
    return [{"name": one.value} for one in Register]


def leaves(shelf: Shelf) -> Examples:
    """Return every page of a shelf of the help."""
    return lambda _here: [{"name": one.name} for one in SHELVES[shelf]]


def posts(_here: City) -> list[Given]:
    """Return a post that a handler holds."""
    found = Post.objects.filter(staff__username=STAFF["handler"])[:1]
    return [{"username": STAFF["handler"], "post_id": one.pk} for one in found]


def bulk(here: City) -> list[Given]:
    """Return what would happen to the tickets of a desk by each step that is offered there."""
    ticked = "".join(f"&ticket={one.number}" for one in here.tickets.values())
    return [
        {"name": name, "?": f"?step={step}{ticked}"}
        for name, steps in bulk_steps.OFFERED.items()
        for step in steps
    ]


ROWS = fixed(
    {"name": "units", "key": HANDLED_BY},
    {"name": "categories", "key": "lighting"},
    {"name": "divisions", "key": "990101000000"},
)
PERSON = fixed({"username": STAFF["handler"]})
LINKED = fixed()  # every step has a link on the page that it is a step of
EXAMPLES: Mapping[str, Examples] = {
    "field-deed": lambda here: [{"number": here.tickets["handling"].number, "name": "contact"}],
    "help-page": leaves(Shelf.RESIDENT),
    "staff-absence-end": each(Absence, "absence_id"),
    "staff-article": each(Article, "article_id"),
    "staff-article-step": LINKED,
    "staff-calendar-year": lambda here: [{"number": here.today.year}],
    "staff-change": each(Change, "change_id", "state"),
    "staff-contact": tickets,
    "staff-contact-opened": lambda here: [here.opened["staff-contact-opened"]],
    "staff-desk": lambda _here: [{"name": one} for one in desks.NAMES],
    "staff-desk-bulk": bulk,
    "staff-desk-narrow": fixed({"name": "open"}, {"name": "ours"}),
    "staff-desk-news": fixed({"name": "open", "?": "?since=0"}),
    "staff-desk-ticket": lambda here: (
        [{"name": "open", "number": one.number} for one in here.tickets.values()]
        + [{"name": "ours", "number": here.tickets["handling"].number}]
    ),
    "staff-desk-view": lambda here: [here.opened["staff-desk-view"]],
    "staff-desk-views": fixed(
        {"name": "open", "?": "?due=late"}, {"name": "incoming", "?": "?due=late"}
    ),
    "staff-evaluation": each(Evaluation, "evaluation_id", "state"),
    "staff-evaluation-step": LINKED,
    "staff-handbook-page": leaves(Shelf.STAFF),
    "staff-hear": tickets,
    "staff-knowledge-list": fixed({"name": "overdue"}, {"name": "proposed"}, {"name": "drafts"}),
    "staff-matter": each(Matter, "matter_id", "state"),
    "staff-matter-step": LINKED,
    "staff-model-version": fixed({"name": "cold-start"}),
    "staff-new-code": tickets,
    "staff-panel": lambda _here: [{"name": one} for one in panels.PANELS],
    "staff-panel-map": fixed({"name": "towns"}, {"name": "communities"}),
    "staff-person": PERSON,
    "staff-person-password": PERSON,
    "staff-person-post": PERSON,
    "staff-post-end": posts,
    "staff-publication": each(Publication, "publication_id", "state"),
    "staff-publication-file": lambda here: [
        {**one, "name": "requests.csv"} for one in each(Publication, "publication_id")(here)
    ],
    "staff-question": each(Question, "question_id"),
    "staff-question-step": LINKED,
    "staff-register": registers,
    "staff-register-change": ROWS,
    "staff-register-end": ROWS,
    "staff-register-file": registers,
    "staff-register-new": registers,
    "staff-register-row": ROWS,
    "staff-register-rows": registers,
    "staff-revisit": each(Revisit, "revisit_id"),
    "staff-revisit-contact": each(Revisit, "revisit_id"),
    "staff-revisit-draw": lambda _here: [
        {"month": f"{one.month:%Y-%m}"} for one in Draw.objects.all()[:1]
    ],
    "staff-revisit-opened": lambda here: [here.opened["staff-revisit-opened"]],
    "staff-revisit-tried": each(Revisit, "revisit_id"),
    "staff-round": each(EvaluationRound, "round_id"),
    "staff-scheme": each(Scheme, "scheme_id"),
    "staff-step": LINKED,
    "staff-table": each(Table, "table_id", "state"),
    "staff-table-download": lambda here: [
        {**one, "suffix": "csv"} for one in each(Table, "table_id")(here)
    ],
    "staff-table-fill": lambda here: [
        {
            "table_id": one.table_id,
            "unit_id": one.unit_id,
            "first_on": f"{here.today.replace(day=1)}",
        }
        for one in Asked.objects.order_by("pk")[:3]
    ],
    "staff-table-layout": each(Table, "table_id", "state"),
    "staff-table-step": LINKED,
    "staff-taken": lambda here: [here.opened["staff-taken"]],
    "staff-ticket": tickets,
    "staff-topic": each(Topic, "topic_id"),
    "staff-unit-share-out": fixed({"key": HANDLED_BY}),
}


# Addresses at which nobody reads a page: what they do, or what they are.
UNREAD: Mapping[str, str] = {
    "demo-sign-in": "only sent to",
    "demo-follow": "only sent to",
    "field-deed": "only sent to",
    "staff-hear": "only sent to",
    "field-manifest": "what the device reads",
    "field-map": "a map's outlines",
    "field-today": "what the device reads",
    "field-worker": "a script",
    "staff-article-missing": "only sent to",
    "staff-behind": "from a number of a panel, with its question",
    "staff-desk-news": "what a script reads",
    "staff-intake-near": "only sent to",
    "staff-panel-map": "a map's outlines",
    "staff-privacy-report": "a file",
    "staff-publication-file": "a file",
    "staff-register-rows": "a file",
    "staff-table-download": "a file",
}
