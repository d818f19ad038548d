"""The dispatch catalogue: versions, who answers where, and why."""

from datetime import timedelta

import pytest
from django.utils import translation

from lianxin.foundation import words
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import BadRows, NotAllowed, NotFound
from lianxin.foundation.words.sentences import SENTENCES
from lianxin.registers.duties import queries
from lianxin.registers.duties.models import Catalogue, CatalogueRow, Category, Duty
from lianxin.registers.duties.rules import Assignment
from tests.make import MONDAY
from tests.registers.duties import town

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
HEWAN, LUHUA, BAISHI_STREET = "990101001002", "990101001001", "990101100001"


@pytest.fixture(autouse=True)
def a_town() -> None:
    """Stand in the town."""
    town.built()


def owner(code: str, place: str) -> Assignment:
    found = queries.owner_of(queries.category(code).pk, place, TODAY)
    assert found is not None
    return found


def test_who_answers_depends_on_what_and_where():
    town.published()
    lamp = owner("lighting.lamp", LUHUA)
    assert (lamp.lead_unit_id, lamp.tier) == (town.unit("lamps"), "general")
    assert lamp.assist_unit_ids == (town.unit("power"),)
    rural = owner("lighting.lamp", BAISHI_STREET)
    assert (rural.lead_unit_id, rural.tier) == (town.unit("baishi"), "urgent")
    assert rural.assist_unit_ids == ()
    assert rural.unresolved == ("@community",)


def test_the_office_of_the_place_is_found():
    town.published()
    yard = owner("lighting.yard", LUHUA)
    assert yard.lead_unit_id == town.unit("hewan")
    assert yard.assist_unit_ids == (town.unit("luhua"), town.unit("lamps"))
    assert owner("lighting.yard", BAISHI_STREET).lead_unit_id == town.unit("baishi")


@pytest.mark.parametrize("place", ["", "990101000000"])
def test_a_place_that_is_too_coarse_leaves_the_lead_open(place: str):
    town.published()
    yard = owner("lighting.yard", place)
    assert yard.lead_unit_id is None
    assert yard.tier == "complex"
    assert yard.assist_unit_ids == (town.unit("lamps"),)


@pytest.mark.parametrize("place", ["", "990101000000", HEWAN, LUHUA, BAISHI_STREET])
def test_who_leads_is_the_same_with_and_without_words(place: str):
    town.published()
    for leaf in queries.leaves():
        found = queries.owner_of(leaf.pk, place, TODAY)
        lead = found and found.lead_unit_id and (found.lead_unit_id, found.row_id)
        assert queries.lead_of(leaf.pk, place, TODAY) == lead


def test_every_assignment_can_be_explained():
    town.published()
    yard = owner("lighting.yard", LUHUA)
    assert yard.why == queries.why(yard.row_id, LUHUA, TODAY)
    assert (yard.why.category_name, yard.why.asked_place) == ("小区灯", "芦花社区")
    assert (yard.why.lead, yard.why.lead_name) == ("@subdistrict", "河湾街道办事处")
    assert (yard.why.legal_basis, yard.why.version) == ("《物业管理条例》", 1)
    lamp = owner("lighting.lamp", LUHUA).why
    assert (lamp.duty_title, lamp.legal_basis) == ("路灯维护", "《城市照明管理规定》")
    assert owner("lighting.lamp", BAISHI_STREET).why.row_place == "白石镇"
    with pytest.raises(NotFound):
        queries.why(0, LUHUA, TODAY)


def test_without_a_catalogue_nobody_answers():
    assert queries.owner_of(queries.category("noise").pk, LUHUA, TODAY) is None
    town.published()
    yesterday = TODAY - timedelta(days=1)
    assert queries.owner_of(queries.category("noise").pk, LUHUA, yesterday) is None


def test_a_new_version_replaces_the_old_one_and_old_rows_still_explain():
    town.published()
    first = owner("noise", LUHUA)
    town.published(town.CATALOGUE.replace("noise,,lamps", "noise,,power"), key="version-2")
    assert owner("noise", LUHUA).lead_unit_id == town.unit("power")
    assert queries.why(first.row_id, LUHUA, TODAY).lead == "lamps"


def test_a_bad_catalogue_changes_nothing_and_every_fault_has_words():
    before = Entry.objects.count()
    bad = "smell,990199000000,@community,nobody,general,X-1,\n"
    with pytest.raises(BadRows) as refused:
        town.published(town.CATALOGUE.replace("noise,,", "noise,990101100000,") + bad)
    assert not Catalogue.objects.exists()
    assert not CatalogueRow.objects.exists()
    assert Entry.objects.count() == before
    with translation.override("en"):
        assert "6 rows" in words.of(refused.value)
        for row in refused.value.rows:
            assert SENTENCES[row.code] % row.facts


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.AUDITOR, Role.PUBLIC])
def test_only_keepers_import(role: Role):
    with pytest.raises(NotAllowed):
        town.published(by=Actor(role=role, staff_id=1))


def test_the_same_key_publishes_once():
    assert town.published() == town.published()
    assert Catalogue.objects.count() == 1


def test_a_file_of_categories_says_the_whole_tree():
    without_noise = town.CATEGORIES.replace("noise,噪声,,,,是\n", "smell,异味,lighting,,,no\n")
    entry = town.categories(without_noise.replace("路灯不亮", "路灯"), key="second-file")
    assert entry.facts | {"sha256": ""} == {
        "register": "categories",
        "sha256": "",
        "rows": 4,
        "added": 1,
        "changed": 1,
        "ended": 1,
    }
    assert [leaf.code for leaf in queries.leaves()] == [
        "lighting.lamp",
        "lighting.yard",
        "smell",
    ]
    assert [node.depth for _, node in queries.tree()] == [0, 1, 1, 1]
    assert not Category.objects.get(code="noise").in_force
    assert queries.category("lighting.lamp").keywords == ["路灯", "灯坏"]


def test_a_new_leaf_is_told_until_a_catalogue_owns_it():
    assert [row.code for row in queries.unowned(TODAY)] == [
        "lighting.lamp",
        "lighting.yard",
        "noise",
    ]
    town.published()
    assert queries.unowned(TODAY) == []


def test_a_duty_that_the_file_lacks_goes_out_of_force():
    town.duties(town.DUTIES.replace("W-1,油烟执法,lamps,withdrawn,\n", ""), key="second-file")
    assert set(Duty.objects.filter(in_force=False).values_list("code", flat=True)) == {"W-1"}
    assert queries.duty("L-1").unit.code == "lamps"


def test_an_owner_costs_few_queries_once_the_catalogue_is_in_memory(django_assert_num_queries):
    town.published()
    pk = queries.category("lighting.yard").pk
    queries.owner_of(pk, LUHUA, TODAY)
    with django_assert_num_queries(6):
        queries.owner_of(pk, LUHUA, TODAY)
    with django_assert_num_queries(2):
        queries.lead_of(pk, LUHUA, TODAY)


def test_the_rows_of_a_version_can_be_read():
    entry = town.published()
    found = list(queries.rows(entry.about_id))
    assert [row.category.code for row in found] == [
        "lighting",
        "lighting.lamp",
        "lighting.yard",
        "noise",
    ]
