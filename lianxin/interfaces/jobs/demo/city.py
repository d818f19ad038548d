"""The registers of the invented city, taken in through the same imports that a real city uses."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password

from lianxin.foundation.ledger import queries as entries
from lianxin.foundation.time import day_of
from lianxin.interfaces.exchange import duties, knowledge, registers
from lianxin.interfaces.exchange import places as place_files
from lianxin.interfaces.exchange.registers import Report
from lianxin.interfaces.exchange.shipped import TEMPLATES
from lianxin.interfaces.exchange.tables import read_table
from lianxin.interfaces.web.demo import people
from lianxin.registers.calendars import actions as calendar_actions
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.duties import queries as categories
from lianxin.registers.knowledge import actions as article_actions
from lianxin.registers.knowledge import queries as articles
from lianxin.registers.knowledge.rules import Wording
from lianxin.registers.orgs import actions as org_actions
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.places import actions as place_actions
from lianxin.registers.places import queries as places
from lianxin.registers.policies import actions as policy_actions
from lianxin.registers.policies import queries as policies

FILES = Path(__file__).parent.parent / "demo_city"
BY = people.BY
PROFILE = "beijing-like"
TRAINED = "luhua"  # the place that closes earlier on a day of next week
HISTORY = timedelta(days=90)  # the registers were in force before the first request came in


class NotTaken(Exception):
    """A file of the demo city was refused; the message says which rows and why."""


def build(*, at: datetime) -> Iterator[str]:
    """Build the registers step by step, yielding what was done; what is there already stays."""
    began = at - HISTORY
    policy_actions.load_profiles(by=BY, at=began, key=people.FIRST)
    for year in calendars.years_to_load(day_of(at)):
        calendar_actions.load_years(years=[year], by=BY, at=began, key=f"demo:year:{year}")
    yield "calendar"
    if not policies.adoptions():
        policy_actions.adopt_profile(
            profile=PROFILE,
            division="",
            valid_from=day_of(began),
            by=BY,
            at=began,
            key="demo:adoption",
            seen=policies.seq(),
        )
    yield "time limits"
    for kind in ("divisions", "units", "grids", "buildings", "staff"):
        suffix = "geojson" if kind == "grids" else "csv"
        _taken(registers.run(kind, FILES / f"{kind}.{suffix}", by=BY, at=began))
        yield kind
    for kind in ("categories", "duties", "catalogue"):
        if kind == "catalogue" and categories.catalogue(day_of(began)):
            continue  # every import of a catalogue is a new version
        folder = TEMPLATES if kind == "categories" else FILES  # those that any city may start from
        _taken(duties.run(kind, folder / f"{kind}.csv", by=BY, at=began))
        yield kind
    if not articles.in_force(day_of(at)).exists():  # nobody's own words are overwritten
        _taken(knowledge.run("articles", FILES / "articles.csv", by=BY, at=began))
    yield "articles"
    _places(at)
    yield "service places"
    _passwords(at)
    yield "accounts"
    _propose(at)
    yield "a proposal"


def _taken(report: Report) -> None:
    if not report.taken:
        raise NotTaken(report.kind, report.refused[:5])


def _places(at: datetime) -> None:
    """Take in the service places, one of which closes earlier on a day of next week."""
    on = day_of(at)
    if places.places(on).exists():
        return
    _taken(place_files.run("places", FILES / "places.csv", by=BY, at=at - HISTORY))
    wednesday = on + timedelta(days=7 - on.weekday() + 2)
    rows = read_table(FILES / "places.csv")
    place_actions.import_places(
        rows=[
            (line, {**row, "exceptions": f"{wednesday} 9:00-12:00 下午全员培训"})
            for line, row in rows
            if row["code"] == TRAINED
        ],
        sha256="",
        by=BY,
        at=at,
        key="demo:places",
    )


def _propose(at: datetime) -> None:
    """Let an agent propose an article, so that there is one to approve."""
    staff, category = orgs.staff_member("agent1"), categories.category("medicare.pay")
    by = orgs.actor_of(staff, None, day_of(at)) if staff else None
    if by is None or entries.earlier(by, "demo:article"):
        return
    wording = Wording(
        title="居民医保什么时候缴费",
        public="居民医保每年十二月三十一日前缴清，次年一月一日起享受待遇。可在小程序“家庭缴费”里一次为全家缴费。",
        internal="逾期缴费有三个月等待期；新生儿九十天内参保的，待遇从出生当天算起。",
        keywords=("医保", "缴费", "新生儿", "断缴"),
        template="您好，您咨询的居民医保缴费已查明：【参保人】应于【日期】前缴清，可在小程序办理，也可带身份证到【窗口】。",
        legal_basis="",
        owner_id=orgs.unit("medical-insurance").pk,
        category_id=category.pk,
        review_by=day_of(at) + timedelta(days=365),
    )
    written = article_actions.write(wording=wording, by=by, at=at, key="demo:article")
    article_actions.propose(
        article_id=written.about_id,
        valid_from=day_of(at) + timedelta(days=1),
        by=by,
        at=at,
        key="demo:proposal",
        seen=written.seq,
    )


def _passwords(at: datetime) -> None:
    hashed = make_password(people.PASSWORD)  # once: hashing is slow on purpose
    for name, _, _ in people.accounts(at=at):
        staff = orgs.staff_member(name)
        if staff is not None and not staff.has_usable_password():
            key = people.password_key(name)
            org_actions.set_password(staff_id=staff.pk, hashed=hashed, by=BY, at=at, key=key)
