"""The registry's pages: proposed with rows of fields, checked, filled with drafts, downloaded, and what it all costs."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from lianxin.casework.paperwork import actions, queries
from lianxin.casework.paperwork.models import Filing, Table
from lianxin.casework.paperwork.rules import Field, Kind, Rhythm, State
from lianxin.followers.insight import actions as insight
from lianxin.followers.insight.rules.figures import Result, Untold
from lianxin.foundation.ledger import actions as ledger
from lianxin.interfaces.web.staff import table_figures
from tests.casework.paperwork import scene as tables
from tests.casework.paperwork.scene import FAULTS, KNOWN, LAMPS, did
from tests.casework.tickets import town
from tests.interfaces.exchange.test_layouts import layout
from tests.interfaces.web.staff.scene import NOW, browser, send, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
URL = "/staff/tables/"
ASKED = {
    "title": "路灯巡查月报",
    "basis": "青城管〔2026〕9号",
    "based_on": "2026-09-20",
    "units": "河湾街道办事处\nluhua",
    "rhythm": "monthly",
    "first_on": "2026-10-01",
    "ends_on": "2026-12-31",
    "due_days": "5",
    "rows": "4",
}


def rows(*fields: dict[str, str]) -> dict[str, str]:
    """Return rows of fields as the form sends them; what is not named is empty."""
    sent = {}
    for place in range(4):
        given = fields[place] if place < len(fields) else {}
        for name in ("name", "kind", "meaning", "figure", "category"):
            usual = "number" if name == "kind" else ""
            sent[f"field{place}-{name}"] = given.get(name, usual)
    return sent


@pytest.fixture
def counted(settings):
    """Let the record of figures follow the log."""
    while ledger.seal():
        pass
    while insight.keep(folder=settings.LIANXIN_INSIGHT, at=NOW):
        pass


def fill_url(table: Table, unit: str = "hewan", first_on: str = "2026-10-01") -> str:
    return f"{URL}{table.pk}/{town.unit(unit)}/{first_on}/"


def filled() -> Table:
    """Return an open table that one unit has handed in for October."""
    table = tables.opened()
    tables.filled(actions.hand_in, tables.sheet(table), known=KNOWN, minutes=25)
    return table


def test_a_lead_proposes_a_table_and_a_supervisor_checks_and_opens_it():
    lead = browser("lead")
    asked = rows({"name": "受理诉求数", "figure": "received"}, {"name": "巡查路灯数"})
    answer = send(lead, f"{URL}new/", **ASKED, **asked)
    assert answer.status_code == 303
    table = Table.objects.get()
    assert (table.asker_id, table.known, table.fields) == (town.unit("lamps"), 1, 2)
    assert set(table.unit_ids) == {town.unit("hewan"), town.unit("luhua")}
    supervisor = browser("supervisor")
    url = f"{URL}{table.pk}/"
    assert "Agree to it" in text(supervisor.get(url))
    assert send(supervisor, f"{url}check/").status_code == 422
    assert send(supervisor, f"{url}check/", looked="on").status_code == 303
    assert send(supervisor, f"{url}open/").status_code == 303
    assert Table.objects.get().state == State.OPEN
    assert "Late" in text(supervisor.get(url))


def test_bad_input_is_shown_where_it_is_and_nothing_is_lost():
    lead = browser("lead")
    asked = rows({"name": "居民民族", "meaning": "按户填写"})
    answer = send(lead, f"{URL}new/", **ASKED, **asked)
    said = text(answer)
    assert answer.status_code == 422
    assert "no table asks about a person" in said
    assert 'value="居民民族"' in answer.content.decode()
    wrong = {**ASKED, "units": "没有这个单位", "ends_on": "x"}
    answer = send(lead, f"{URL}new/", **wrong, **rows({"name": "巡查路灯数"}))
    assert answer.status_code == 422
    assert "没有这个单位" in answer.content.decode()
    assert not Table.objects.exists()


def test_more_rows_keep_what_was_typed():
    lead = browser("lead")
    typed = {**ASKED, **rows({"name": "巡查路灯数"}), "more": "yes", "title": ""}
    answer = send(lead, f"{URL}new/", **typed)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="field7-name"' in html
    assert 'value="巡查路灯数"' in html


def test_a_repeat_is_refused_with_a_link_to_the_answer_that_is_there():
    first = filled()
    again = tables.proposed(key="again", who="supervisor", fields=(LAMPS,))
    page = browser("supervisor").get(f"{URL}{again.pk}/")
    assert f'href="{URL}{first.pk}/"' in page.content.decode()
    assert fill_url(first) in page.content.decode()
    assert "The answer that is there: 河湾街道办事处" in text(page)
    other = browser("grid").get(
        f"{URL}{again.pk}/"
    )  # asked as well, and no reader of what others filled in
    assert other.status_code == 200
    assert "河湾街道办事处" not in text(other).split("The answer that is there")[-1][:40]
    assert fill_url(first) not in other.content.decode()


def test_a_unit_keeps_a_draft_right_or_wrong_and_hands_in_what_fits(counted):
    table, client = tables.opened(), browser("hewan-handler")
    assert "Waits for your unit" in text(client.get(URL))
    url = fill_url(table)
    answer = send(client, url, f2="一百", f3="", f4="", draft="yes")
    assert answer.status_code == 303
    page = client.get(url)
    assert 'value="一百"' in page.content.decode()
    answer = send(client, url, f2="二百", f3="", f4="", draft="yes", seen="abc")
    assert answer.status_code == 422  # nobody has seen what it would take the place of
    assert 'value="二百"' in answer.content.decode()
    answer = send(client, url, f2="一百", f3="正常", f4="3", minutes="20")
    said = text(answer)
    assert answer.status_code == 422
    assert "Type a number" in said
    assert "正常" in answer.content.decode()
    answer = send(client, url, f2="100", f3="正常", f4="3", minutes="20")
    assert answer.status_code == 303
    done = Filing.objects.get()
    assert (done.version, done.minutes) == (1, 20)
    assert queries.newest([done])[done.pk] == {"f1": "0", "f2": "100", "f3": "正常", "f4": "3"}


def test_a_correction_makes_a_second_version_and_both_are_read(counted):
    table, client = filled(), browser("hewan-handler")
    url = fill_url(table)
    assert send(client, url, f2="121", f3="东段两盏不亮", f4="3").status_code == 422
    answer = send(client, url, f2="121", f3="东段两盏不亮", f4="3", words="漏数一盏")
    assert answer.status_code == 303
    said = text(client.get(url))
    assert "Version 2" in said
    assert "Version 1" in said
    assert "漏数一盏" in said


def test_where_nothing_was_counted_the_draft_is_kept_and_the_page_says_why():
    table, client = tables.opened(), browser("hewan-handler")
    assert "were not counted yet" in text(client.get(fill_url(table)))
    answer = send(client, fill_url(table), f2="100", f3="正常", f4="3")
    assert answer.status_code == 422
    assert Filing.objects.count() == 0


def test_the_ledger_fills_in_the_figures_of_the_unit_and_the_period(settings):
    town.handling(key="tables-one")
    town.received(key="tables-two")
    while ledger.seal():
        pass
    while insight.keep(folder=settings.LIANXIN_INSIGHT, at=NOW):
        pass
    fields = (
        Field(code="f1", name="受理", kind=Kind.NUMBER, figure="received"),
        Field(
            code="f2", name="路灯", kind=Kind.NUMBER, figure="received", category_id=town.category()
        ),
        Field(
            code="f3",
            name="噪声",
            kind=Kind.NUMBER,
            figure="open",
            category_id=town.category("noise"),
        ),
        Field(code="f4", name="按时", kind=Kind.NUMBER, figure="on_time"),
    )
    november = tables.schedule(first_on=date(2026, 11, 1)).span
    known = table_figures.known(fields, town.unit("lamps"), november, NOW)
    assert known == {"f1": "1", "f2": "1", "f3": "0", "f4": "n/a"}
    october = tables.schedule(ends_on=date(2026, 10, 31)).span
    assert table_figures.known(fields, town.unit("lamps"), october, NOW)["f1"] == "0"


def test_a_figure_that_is_broken_withheld_or_nothing_is_never_a_zero():
    broken = Result(value=None, of=0, untold=Untold.BROKEN)
    withheld = Result(value=None, of=9, untold=Untold.WITHHELD)
    assert table_figures.written("on_time", broken) == ""
    assert table_figures.written("on_time", withheld) == "n/a"
    assert table_figures.written("on_time", Result(value=None, of=0)) == "n/a"
    assert table_figures.written("on_time", Result(value=0.941, of=17)) == "94.1"
    assert table_figures.written("received", Result(value=17, of=17)) == "17"


def test_what_another_table_holds_already_stands_in_the_form_with_where_it_is_from(counted):
    first = filled()
    more = Field(code="", name="节能灯数", kind=Kind.NUMBER)
    part = tables.opened(
        key="part", fields=(more, LAMPS), asker_id=town.unit("power"), who="reviewer"
    )
    page = browser("hewan-handler").get(fill_url(part))
    assert 'value="120"' in page.content.decode()
    assert f"Taken from table {first.pk}" in text(page)


def upload(client: Client, table: Table, content: bytes, name: str = "样表.xlsx") -> Any:
    file = SimpleUploadedFile(name, content)
    return send(client, f"{URL}{table.pk}/layout/", file=file)


def test_the_filled_table_comes_in_the_askers_own_layout_and_as_csv():
    table, lead = filled(), browser("lead")
    plain = lead.get(f"{URL}{table.pk}/filled.xlsx", {"first_on": "2026-10-01"})
    sheet = load_workbook(io.BytesIO(plain.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["Unit", "受理诉求数", "巡查路灯数"]
    made = layout(lambda sheet: sheet.__setitem__("E3", "{{handed_in}}"))
    assert upload(lead, table, made).status_code == 303
    answer = lead.get(f"{URL}{table.pk}/filled.xlsx", {"first_on": "2026-10-01"})
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sheet["A1"].value == "路灯巡查月报（2026-10-01 – 2026-10-31）"
    assert [[cell.value for cell in row] for row in sheet["A3:C4"]] == [
        ["河湾街道办事处", 17, 120],
        ["芦花社区居委会", None, None],
    ]
    given = lead.get(f"{URL}{table.pk}/filled.csv", {"first_on": "2026-10-01"})
    read = list(csv.reader(io.StringIO(given.content.decode("utf-8-sig"))))
    assert read[1][:4] == ["河湾街道办事处", "17", "120", "东段两盏不亮"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"nothing", "not a whole XLSX workbook"),
        (layout(lambda sheet: sheet.__setitem__("E3", "{{f77}}")), "does not know: f77"),
        (layout(lambda sheet: sheet.__setitem__("E3", "=1+1")), "holds a formula"),
        (b"0" * (513 * 1024), "more than 512 KB"),
    ],
)
def test_a_layout_that_is_none_is_refused_on_the_page(content, said):
    table = tables.opened()
    answer = upload(browser("lead"), table, content)
    assert answer.status_code == 422
    assert said in text(answer)
    assert Table.objects.get().template_size is None


def test_what_a_unit_typed_is_no_formula_in_any_file():
    table = tables.opened(fields=(FAULTS,))
    sheet = tables.sheet(table, f1='=HYPERLINK("http://x")')
    tables.filled(actions.hand_in, sheet, known={})
    lead = browser("lead")
    query = {"first_on": "2026-10-01"}
    given = lead.get(f"{URL}{table.pk}/filled.csv", query).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(given)))[1][1].startswith("'=")
    made = lead.get(f"{URL}{table.pk}/filled.xlsx", query).content
    assert load_workbook(io.BytesIO(made)).worksheets[0]["B2"].data_type == "s"


def test_a_unit_downloads_its_own_row_and_nobody_elses():
    table = filled()
    given = browser("grid").get(f"{URL}{table.pk}/filled.csv", {"first_on": "2026-10-01"})
    read = list(csv.reader(io.StringIO(given.content.decode("utf-8-sig"))))
    assert [row[0] for row in read[1:]] == ["芦花社区居委会"]


@pytest.mark.parametrize("first_on", ["", "x", "2026-10-02", "2027-01-01"])
def test_there_is_no_file_of_a_period_that_is_not_asked_for(first_on):
    table = filled()
    answer = browser("lead").get(f"{URL}{table.pk}/filled.csv", {"first_on": first_on})
    assert answer.status_code == 404


def test_others_neither_read_nor_fill_in_what_is_a_units():
    table = filled()
    assert browser("stranger").get(fill_url(table)).status_code == 404
    assert browser("grid").get(fill_url(table)).status_code == 404
    lead = browser("lead")
    assert "120" in text(lead.get(fill_url(table)))
    assert send(lead, fill_url(table), f2="1").status_code == 403
    assert browser("hewan-handler").get(fill_url(table, "power")).status_code == 404


def test_a_tables_page_leads_only_to_what_its_reader_may_open():
    table = filled()
    for who in ("supervisor", "lead", "hewan-handler", "hewan-lead", "grid"):
        client = browser(who)
        html = client.get(f"{URL}{table.pk}/").content.decode()
        links = set(re.findall(rf'href="({URL}{table.pk}/\d+/[^"]+)"', html))
        assert links
        assert {client.get(link).status_code for link in links} == {200}


def test_the_burden_meter_shows_what_is_demanded_and_gives_it_as_a_file():
    filled()
    answer = browser("grid").get(f"{URL}burden/")
    said = text(answer)
    assert "2026-11 城市管理局 1 1 1 4 1 1" in said
    client = browser("supervisor")
    given = client.get(f"{URL}burden/", {"csv": "1"}).content.decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(given)))
    assert read[-1] == ["2026-11", "城市管理局", "1", "2", "2", "8", "2", "2", "25", "0", "0", "1"]


def test_a_unit_notes_what_it_is_asked_without_registration():
    client = browser("grid")
    typed = {
        name: said for name, said in ASKED.items() if name not in ("basis", "based_on", "units")
    }
    answer = send(client, f"{URL}note/", **typed, asker="城市管理局", **rows({"name": "台账数"}))
    assert answer.status_code == 303
    assert Table.objects.get().unit_ids == [town.unit("luhua")]
    assert "Without a basis" in text(client.get(f"{URL}?state=noted"))


@pytest.mark.parametrize("year", ["0001", "1949", "9999"])
@pytest.mark.parametrize("page", ["new", "note"])
def test_a_table_of_another_century_is_refused_and_the_list_stays_readable(page, year):
    who = browser("supervisor" if page == "new" else "grid")
    asked = {**ASKED, "first_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
    if page == "note":
        asked = {name: asked[name] for name in asked if name not in ("basis", "based_on", "units")}
    typed = {**asked, "asker": "城市管理局", **rows({"name": "台账数"})}
    answer = send(who, f"{URL}{page}/", **typed)
    assert answer.status_code == 422
    assert "A table has an end date" in text(answer) or "ends before it begins" in text(answer)
    assert who.get(URL).status_code == 200
    assert not Table.objects.exists()


def test_steps_that_do_not_fit_any_more_say_so():
    table = did(tables.opened(), actions.end, "lead", words="不再需要")
    answer = send(browser("supervisor"), f"{URL}{table.pk}/pause/", words="汛期")
    assert answer.status_code == 422
    assert "has moved on" in text(answer)


def test_pages_cost_the_same_number_of_queries_however_many_there_are():
    client = browser("supervisor")
    counts = []
    for number in range(2):
        for place in range(3):
            day = date(2026, 1 + number * 3 + place, 1)
            made = tables.schedule(first_on=day, ends_on=MONDAY.date(), rhythm=Rhythm.ONCE)
            lamps = replace(LAMPS, name=f"巡查路灯数{day:%m}")
            chosen = (tables.RECEIVED, lamps, FAULTS, tables.PHOTOS)
            table = tables.opened(key=f"many-{number}-{place}", schedule=made, fields=chosen)
            sheet = tables.sheet(table, first_on=day)
            tables.filled(actions.hand_in, sheet, key=f"many-{number}-{place}", known=KNOWN)
        pages = (URL, f"{URL}burden/", f"{URL}{table.pk}/")
        for page in pages:
            client.get(page)
        told = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
            told.append(len(asked))
        counts.append(told)
    assert counts[0] == counts[1]
