"""The pages of schemes: a file that is taken in, one that is refused line by line, and what everybody reads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.casework.oversight.models import Scheme
from tests.casework.oversight import evaluated
from tests.interfaces.web.staff.scene import browser, send, text

pytestmark = pytest.mark.django_db
NEW = "/staff/evaluation/schemes/new/"


def upload(content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("方案.csv", content.encode(), content_type="text/csv")


def test_a_scheme_is_taken_in_and_shown_with_every_line():
    client = browser("supervisor")
    answer = send(client, NEW, file=upload(evaluated.FILE.read_text(encoding="utf-8")))
    assert answer.status_code == 303
    said = text(client.get(answer["Location"]))
    assert "“五个好”标准化规范化党支部评价" in said
    assert "公立医院 Example" in said
    assert "Answered on time at least 90 · All, with what is excluded" in said
    assert "no result has an effect on anybody" in said
    assert "What residents get weighs 70 per cent or more" in said
    assert "五个好" in text(client.get("/staff/evaluation/schemes/"))


def test_chinese_headings_are_read_too():
    content = evaluated.FILE.read_text(encoding="utf-8")
    head, _, rest = content.partition("\n")
    named = "行类型,编码,领域,维度,名称,口径,权重,服务群众,数据指标,统计口径,月数,最少件数,不低于,不高于,来源"
    assert len(named.split(",")) == len(head.split(","))
    assert send(browser("supervisor"), NEW, file=upload(f"{named}\n{rest}")).status_code == 303


def test_every_line_that_is_wrong_is_named_and_nothing_is_kept():
    content = evaluated.FILE.read_text(encoding="utf-8")
    content = content.replace("服务队可预约", "学习笔记篇数").replace(",on_time,", ",received,")
    answer = send(browser("supervisor"), NEW, file=upload(content))
    said = text(answer)
    assert answer.status_code == 422
    assert "Line 21: Units are evaluated, never what members do" in said
    assert "Line 22: The catalogue has no figure “received”" in said
    assert not Scheme.objects.exists()


def test_a_file_that_is_no_table_is_refused():
    assert send(browser("supervisor"), NEW, file=upload("a,b\n1,2\n")).status_code == 422


def test_a_scheme_costs_the_same_whatever_it_says(django_assert_max_num_queries):
    evaluated.scheme()
    client = browser("lead")
    with django_assert_max_num_queries(15):
        client.get("/staff/evaluation/schemes/")
