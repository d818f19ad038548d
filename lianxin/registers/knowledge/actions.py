"""Writing articles, proposing, approving and retiring them, and taking them in from files."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, datetime

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotFound
from lianxin.foundation.search import actions as index
from lianxin.foundation.time import day_of
from lianxin.registers.duties import queries as duties
from lianxin.registers.duties import rules as duty_rules
from lianxin.registers.knowledge import queries, rules
from lianxin.registers.knowledge.models import (
    IS_OPEN,
    OPEN,
    Article,
    Findable,
    KnowledgeRegister,
    Version,
)
from lianxin.registers.knowledge.rules import Audience, State, Step, Wording
from lianxin.registers.orgs import queries as orgs

REGISTER = "all"


@ledger.deed
def write(
    *,
    wording: Wording,
    article_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Write an article, or go on with its draft, or begin a newer version beside the one in force."""
    article, version = _to_write(article_id, by, seen)
    rules.check(wording)
    _check_names(wording, by, day_of(at))
    _say(version, wording)
    version.save()
    return ledger.record(
        rules.WRITTEN,
        about=article,
        by=by,
        at=at,
        key=key,
        words=wording.words,
        version=version.number,
        owner_id=wording.owner_id,
        category_id=wording.category_id,
        review_by=wording.review_by,
    )


@ledger.deed
def propose(
    *, article_id: int, valid_from: date, by: Actor, at: datetime, key: str, seen: int
) -> Entry:
    """Propose a draft, to be in force from a day on."""
    article, version = _newest(article_id, by, seen)
    version.state = rules.take(Step.PROPOSE, State(version.state), by)
    rules.complete(version.public, version.internal, version.template)
    rules.check_begin(valid_from, version.review_by, day_of(at))
    version.valid_from = valid_from
    version.save(update_fields=["state", "valid_from"])
    return ledger.record(
        rules.PROPOSED,
        about=article,
        by=by,
        at=at,
        key=key,
        version=version.number,
        valid_from=valid_from,
    )


@ledger.deed
def approve(*, article_id: int, by: Actor, at: datetime, key: str, seen: int) -> Entry:
    """Put a proposal in force, as a second person; the version before it ends where it begins."""
    article, version = _newest(article_id, by, seen)
    state = rules.take(Step.APPROVE, State(version.state), by)
    rules.second_person(by, queries.hands(article, version.number))
    on = day_of(at)
    begins = rules.begins(version.valid_from or on, on)
    rules.check_begin(begins, version.review_by, on)
    _end(article, begins)
    version.state, version.valid_from = state, begins
    version.save(update_fields=["state", "valid_from"])
    index.enter(_findable([version]))
    return ledger.record(
        rules.APPROVED,
        about=article,
        by=by,
        at=at,
        key=key,
        version=version.number,
        valid_from=begins,
    )


@ledger.deed
def send_back(
    *, article_id: int, words: str, by: Actor, at: datetime, key: str, seen: int
) -> Entry:
    """Give a proposal back to be written again, and say why."""
    article, version = _newest(article_id, by, seen)
    version.state = rules.take(Step.SEND_BACK, State(version.state), by)
    rules.reasoned(words)
    version.valid_from = None
    version.save(update_fields=["state", "valid_from"])
    said, facts = {"reason": words}, {"version": version.number}
    return ledger.record(rules.SENT_BACK, about=article, by=by, at=at, key=key, words=said, **facts)


@ledger.deed
def retire(*, article_id: int, words: str, by: Actor, at: datetime, key: str, seen: int) -> Entry:
    """Take an article out of force from today on; or drop its draft, and what is in force stays."""
    article, version = _newest(article_id, by, seen)
    state = rules.take(Step.RETIRE, State(version.state), by)
    rules.reasoned(words)
    ends = day_of(at) if version.state == State.IN_FORCE else None
    if ends:
        _end(article, ends, state)
    else:
        version.state, version.valid_from = state, None
        version.save(update_fields=["state", "valid_from"])
    return ledger.record(
        rules.RETIRED,
        about=article,
        by=by,
        at=at,
        key=key,
        words={"reason": words},
        version=version.number,
        valid_to=ends,
    )


@ledger.deed
def import_articles(
    *, rows: duty_rules.Table, sha256: str, by: Actor, at: datetime, key: str
) -> Entry:
    """Take in a file of articles, in force as it says; those that it does not name stay as they are."""
    duty_rules.keepers_only(by)
    row, _ = KnowledgeRegister.objects.get_or_create(code=REGISTER)
    register = ledger.locked(KnowledgeRegister.objects.all(), row.pk)
    on = day_of(at)
    given = rules.check_rows(rows, _known(on), by)
    before = _stored(one.code for one, _ in given)
    given = [(one, _keeping(before.get(one.code), said)) for one, said in given]
    news = [(one, said) for one, said in given if _differs(before.get(one.code), said)]
    waiting = Version.objects.filter(IS_OPEN).values_list("article__code", flat=True)
    rules.check_waiting((one for one, _ in news), set(waiting))
    fresh = [Article(code=one.code) for one, _ in news if one.code not in before]
    Article.objects.bulk_create(fresh)
    articles = {one.code: one for one in [*fresh, *before.values()]}
    made = [
        _imported(articles[one.code], before.get(one.code), one, said, on) for one, said in news
    ]
    Version.objects.bulk_create(made)
    if made:
        index.enter(_findable(made))
    return ledger.record(
        rules.IMPORTED,
        about=register,
        by=by,
        at=at,
        key=key,
        sha256=sha256,
        rows=len(given),
        added=len(fresh),
        changed=len(news) - len(fresh),
    )


def _to_write(article_id: int | None, by: Actor, seen: int | None) -> tuple[Article, Version]:
    """Return the draft to write on: a new article's, the one that waits, or a newer version."""
    if article_id is None:
        state, article = rules.take(Step.WRITE, State.DRAFT, by), Article()
        ledger.create(article)
        return article, Version(article=article, number=1, state=state)
    article, newest = _newest(article_id, by, seen)
    state = rules.take(Step.WRITE, State(newest.state), by)
    if newest.state == State.DRAFT:
        return article, newest
    return article, Version(article=article, number=newest.number + 1, state=state)


def _newest(article_id: int, by: Actor, seen: int | None) -> tuple[Article, Version]:
    """Return an article under its lock and its newest version, or refuse who works elsewhere."""
    article = ledger.locked(Article.objects.all(), article_id, seen=seen)
    version = article.versions.select_related("owner__division").latest("number")
    rules.within(by, version.owner.division.code)
    return article, version


def _check_names(wording: Wording, by: Actor, on: date) -> None:
    owner = orgs.units(on).filter(pk=wording.owner_id).first()
    if owner is None:
        raise NotFound(pk=wording.owner_id)
    rules.within(by, owner.division.code)
    if wording.category_id and not duties.categories_by_id([wording.category_id]):
        raise NotFound(pk=wording.category_id)


def _say(version: Version, wording: Wording) -> None:
    for name, value in asdict(wording).items():
        setattr(version, name, list(value) if name == "keywords" else value)


def _end(article: Article, on: date, state: State = State.IN_FORCE) -> None:
    """End what an article says on a day; what was to begin later never does."""
    lasting = article.versions.filter(queries.stays(on))
    for version in lasting:
        version.state, version.valid_to = state, max(on, version.valid_from or on)
    Version.objects.bulk_update(lasting, ["state", "valid_to"])


def _findable(versions: Iterable[Version]) -> list[Findable]:
    """Return what each audience finds some versions by."""
    rows = []
    for version in versions:
        heading = " ".join([version.title, *version.keywords])
        inside = f"{version.public} {version.internal} {version.template} {version.legal_basis}"
        texts = {Audience.PUBLIC: version.public, Audience.STAFF: inside}
        rows += [
            Findable(version=version, audience=audience, heading=heading, text=text)
            for audience, text in texts.items()
            if text.strip()
        ]
    return rows


def _known(on: date) -> rules.Known:
    tree = duties.tree()
    return rules.Known(
        units={unit.code: (unit.pk, unit.division.code) for unit in orgs.units(on)},
        categories={category.code: category.pk for category, _ in tree},
    )


def _stored(codes: Iterable[str]) -> dict[str, Article]:
    found = Article.objects.filter(code__in=list(codes)).prefetch_related("versions")
    return {article.code: article for article in found}


def _keeping(article: Article | None, wording: Wording) -> Wording:
    """Return what a file says with the template that the article has: files bring none."""
    return replace(wording, template=_approved(article).template) if article else wording


def _approved(article: Article) -> Version:
    """Return the newest version that somebody approved."""
    approved = [one for one in article.versions.all() if one.state not in OPEN]
    return max(approved, key=lambda one: one.number)


def _differs(article: Article | None, wording: Wording) -> bool:
    """Return whether a file says something else than an article does, or revives it."""
    if article is None:
        return True
    newest = _approved(article)
    said = {**asdict(wording), "keywords": list(wording.keywords)}
    same = all(getattr(newest, name) == value for name, value in said.items())
    return not same or newest.state == State.RETIRED


def _imported(
    article: Article, before: Article | None, row: rules.ArticleRow, wording: Wording, on: date
) -> Version:
    """Return the version that a row makes, in force at once or from the day that it names."""
    number, begins = 1, row.valid_from or on
    if before:
        number = max(one.number for one in before.versions.all()) + 1
        begins = rules.begins(begins, on)
        _end(before, begins)
    version = Version(article=article, number=number, valid_from=begins)
    _say(version, wording)
    version.state = State.IN_FORCE
    return version
