"""Reply templates: kept and approved like all that an article says, with blanks that are filled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.ledger import queries as ledger
from lianxin.registers.knowledge import actions, queries
from lianxin.registers.knowledge.models import Article
from lianxin.registers.knowledge.rules import Audience, check_filled
from lianxin.registers.knowledge.rules.blanks import check_blanks
from lianxin.registers.knowledge.rules.refusals import (
    AnotherApproves,
    ArticleSaysNothing,
    BlankBroken,
    BlanksLeft,
)
from tests.make import MONDAY
from tests.registers.duties import town
from tests.registers.knowledge.shelf import (
    APPROVER,
    TODAY,
    WRITER,
    approved,
    did,
    drafted,
    many,
    newest,
    proposed,
    wording,
)

TEMPLATE = "您反映的【路段】路灯已于【日期】修复，如再熄灭请拨打【电话】。"


@pytest.mark.parametrize(
    "said", ["【日期", "日期】", "【】", "【【日期】】", "【 】", "【" + "长" * 31 + "】"]
)
def test_a_bracket_that_is_no_blank_is_refused(said: str):
    with pytest.raises(BlankBroken):
        check_blanks(f"已于{said}修复")


def test_an_answer_fills_in_every_blank_of_its_template():
    check_blanks(TEMPLATE)
    with pytest.raises(BlanksLeft) as refused:
        check_filled(TEMPLATE, "您反映的北街路灯已于【日期】修复，如再熄灭请拨打【电话】。")
    assert refused.value.facts == {"blanks": "日期、电话"}
    check_filled(TEMPLATE, "您反映的北街路灯已于周二修复。")


@given(st.text(alphabet="路灯【】a", max_size=12))
def test_what_was_written_without_a_template_is_never_held_up(words: str):
    check_filled("", words)


@pytest.mark.django_db
def test_a_template_alone_is_an_article_and_somebody_else_approves_it():
    town.built()
    article_id = proposed(by=WRITER, public="", internal="", template=TEMPLATE)
    with pytest.raises(AnotherApproves):
        did(actions.approve, article_id, WRITER)
    did(actions.approve, article_id, APPROVER)
    assert queries.usable(article_id, 1, TODAY).template == TEMPLATE
    assert [one.article_id for one in queries.shelves(TODAY)["templates"]] == [article_id]


@pytest.mark.django_db
def test_an_article_that_says_nothing_in_any_part_is_not_proposed():
    town.built()
    article_id = drafted(public="", internal="", template=" ")
    with pytest.raises(ArticleSaysNothing):
        did(actions.propose, article_id, WRITER, valid_from=TODAY)


@pytest.mark.django_db
def test_each_version_keeps_its_template_and_the_ledger_binds_it():
    town.built()
    article_id = approved(template=TEMPLATE)
    said = wording(template="已于【日期】处理。")
    did(actions.write, article_id, WRITER, wording=said)
    assert newest(article_id).template == "已于【日期】处理。"
    assert queries.usable(article_id, 1, TODAY).template == TEMPLATE
    entry = ledger.about(Article.objects.get(pk=article_id)).filter(seq=1).get()
    assert ledger.words(entry)["template"] == TEMPLATE


@pytest.mark.django_db
def test_staff_find_an_article_by_its_template_and_the_public_does_not():
    town.built()
    approved(template="请携带【证件】到便民窗口")
    assert queries.search("便民窗口", audience=Audience.STAFF, on=TODAY).versions
    public = queries.search("便民窗口", audience=Audience.PUBLIC, on=TODAY)
    assert not public.exact


@pytest.mark.django_db
def test_a_file_that_brings_no_templates_takes_none_away():
    town.built()
    many(1)
    article = Article.objects.get(code="many-0")
    said = wording(title="第0种路灯", template=TEMPLATE, internal="", legal_basis="", keywords=())
    did(actions.write, article.pk, WRITER, wording=said)
    did(actions.propose, article.pk, WRITER, valid_from=TODAY)
    did(actions.approve, article.pk, APPROVER)
    rows = [
        (
            2,
            {
                "code": "many-0",
                "title": "第0种路灯改",
                "public": "报修",
                "owner_code": "lamps",
                "category_code": "lighting.lamp",
                "review_by": f"{newest(article.pk).review_by}",
            },
        )
    ]
    by, key = town.SYSTEM, "shelf:again"
    actions.import_articles(rows=rows, sha256=town.SHA, by=by, at=MONDAY, key=key)
    assert (newest(article.pk).title, newest(article.pk).template) == ("第0种路灯改", TEMPLATE)
