"""Changes from their preview to their end: done at once, by two people, on a day, and undone."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from lianxin.casework.matters import actions as matter_actions
from lianxin.casework.matters import queries as matters
from lianxin.casework.tickets import actions as tickets
from lianxin.foundation import words
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.actions import writing
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed, NotFound, Refusal, Stale
from lianxin.registers.changes import actions, queries
from lianxin.registers.changes.models import Change
from lianxin.registers.changes.rules import Difference, Kind, Load, Register, State
from lianxin.registers.changes.rules import refusals as no
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs.models import Division, Grid, Post, Unit
from lianxin.registers.orgs.rules import refusals as orgs_no
from tests.casework.matters import scene
from tests.casework.tickets import town
from tests.make import MONDAY
from tests.registers.duties import town as small
from tests.registers.duties.town import SHA, table

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
NOBODY = Load()
UNITS = """code,name,kind,parent_code,division_code,phone
lamps,市城市管理局,department,city,990100000000,0999-1
water,供水公司,company,city,990100000000,
"""


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


@pytest.fixture
def in_service() -> None:
    town.received()


def key_of(name: str) -> str:
    return f"changes:{name}"


def filed(
    register: Register,
    text: str,
    *,
    by: str = "admin",
    on: date = TODAY,
    key: str = "file",
    **more: Any,
) -> Change:
    entry = actions.prepare(
        register=register,
        rows=table(text),
        sha256=SHA,
        valid_from=on,
        by=town.actor(by),
        at=MONDAY,
        key=key_of(key),
        **more,
    )
    return Change.objects.get(pk=entry.about_id)


def by_hand(
    register: Register,
    *found: Difference,
    by: str = "admin",
    on: date = TODAY,
    key: str = "hand",
    load: Load = NOBODY,
) -> Change:
    entry = actions.prepare_by_hand(
        register=register,
        differences=found,
        valid_from=on,
        load=load,
        by=town.actor(by),
        at=MONDAY,
        key=key_of(key),
    )
    return Change.objects.get(pk=entry.about_id)


def edited(register: Register, key: str, **columns: str) -> Difference:
    before = queries.table(register, TODAY, [key])[key]
    return Difference(kind=Kind.CHANGED, key=key, before=before, after={**before, **columns})


def ended(register: Register, key: str) -> Difference:
    return Difference(kind=Kind.ENDED, key=key, before=queries.table(register, TODAY, [key])[key])


def sent(
    change: Change, *, by: str = "admin", reason: str = "职责调整", load: Load = NOBODY
) -> Change:
    return _done(actions.send, change, by, reason=reason, load=load)


def approved(change: Change, *, by: str = "supervisor", load: Load = NOBODY) -> Change:
    return _done(actions.approve, change, by, load=load)


def undone(change: Change, *, by: str = "admin") -> Change:
    return _done(actions.prepare_undo, change, by)


def _done(action: Callable[..., Entry], change: Change, by: str, **given: Any) -> Change:
    seen = Change.objects.get(pk=change.pk).seq
    key = key_of(f"{action.__name__}:{change.pk}:{seen}:{by}")
    entry = action(change_id=change.pk, by=town.actor(by), at=MONDAY, key=key, seen=seen, **given)
    return Change.objects.get(pk=entry.about_id)


def kinds(change: Change) -> dict[str, str]:
    return {row.key or str(row.line): row.kind for row in queries.rows(change.pk)}


def verbs(change: Change) -> list[str]:
    return [entry.verb for entry in ledger.about(change)]


def test_a_preview_says_what_a_file_would_do_and_does_none_of_it():
    change = filed(Register.UNITS, UNITS)
    assert kinds(change) == {"lamps": "changed", "water": "added"}
    lamps = queries.differences(change)[0]
    assert lamps.columns == ["name", "phone"]
    assert Unit.objects.get(code="lamps").name == "城市管理局"
    assert not Unit.objects.filter(code="water").exists()
    assert verbs(change) == ["change.prepared"]


def test_a_change_by_one_person_is_done_at_once_and_both_entries_are_theirs():
    change = sent(filed(Register.UNITS, UNITS), reason="")
    assert change.state == State.APPLIED
    assert Unit.objects.get(code="lamps").name == "市城市管理局"
    entry = Entry.objects.filter(verb="register.imported").latest("pk")
    assert entry.staff_id == town.actor("admin").staff_id
    assert verbs(change) == ["change.prepared", "change.sent"]


def test_refused_rows_stand_in_the_preview_and_the_rest_can_be_taken():
    text = (
        UNITS
        + "heat,热力公司,company,nowhere,990100000000,\npipes,管网,company,heat,990100000000,\n,,,,,\n"
    )
    change = filed(Register.UNITS, text)
    refused = [row for row in queries.differences(change) if row.kind is Kind.REFUSED]
    assert [(row.line, row.code) for row in refused] == [
        (4, "unknown-parent"),
        (5, "unknown-parent"),
        (6, "unknown-kind"),
    ]
    assert refused[0].after is not None
    assert refused[0].after["name"] == "热力公司"
    sent(change)
    assert Unit.objects.filter(code__in=("water", "heat")).count() == 1


def test_a_whole_list_with_a_bad_row_is_shown_and_not_taken():
    change = filed(Register.CATEGORIES, "code,name,parent_code\nlighting,照明,\nx y,坏行,\n")
    assert [row.code for row in queries.differences(change)] == ["not-a-code"]
    with pytest.raises(no.RowsRefused):
        sent(change)


def test_a_file_that_says_what_is_known_changes_nothing():
    change = filed(Register.UNITS, small.UNITS)
    assert kinds(change) == {}
    with pytest.raises(no.NothingChanges):
        sent(change)


def test_before_the_first_request_one_person_fills_the_catalogue_alone():
    change = sent(by_hand(Register.CATALOGUE, edited(Register.CATALOGUE, "noise~", lead="power")))
    assert change.state == State.APPLIED
    assert duties.catalogue_table(TODAY)["noise~"]["lead"] == "power"


def test_once_in_service_who_is_responsible_is_changed_by_two(in_service):
    change = by_hand(Register.CATALOGUE, edited(Register.CATALOGUE, "noise~", lead="power"))
    with pytest.raises(no.WhyNotSaid):
        sent(change, reason=" ")
    change = sent(change)
    assert change.state == State.WAITING
    assert duties.catalogue_table(TODAY)["noise~"]["lead"] == "lamps"
    with pytest.raises(no.OwnProposal):
        approved(change, by="admin")
    with pytest.raises(NotFound):
        approved(change, by="dispatcher")
    change = approved(change)
    assert change.state == State.APPLIED
    assert duties.catalogue_table(TODAY)["noise~"]["lead"] == "power"
    version = duties.catalogues().first()
    assert version is not None
    entry = ledger.about(version).get()
    assert (entry.role, entry.system_name) == ("system", "changes")
    assert verbs(change) == ["change.prepared", "change.sent", "change.approved"]


def test_of_two_supervisors_who_decide_one_proposal_the_second_is_told_and_nothing_is_done_twice(
    in_service,
):
    change = sent(by_hand(Register.CATALOGUE, edited(Register.CATALOGUE, "noise~", lead="power")))
    seen, versions = change.seq, duties.catalogues().count()
    approved(change, by="supervisor")
    given: dict[str, Any] = {"change_id": change.pk, "at": MONDAY, "by": town.actor("reviewer")}
    with pytest.raises(Stale):
        actions.approve(load=NOBODY, key="changes:second", seen=seen, **given)
    with pytest.raises(Stale):
        actions.refuse(reason="不妥", key="changes:second-no", seen=seen, **given)
    with pytest.raises(no.ChangeDecided):
        actions.refuse(reason="不妥", key="changes:third", seen=seen + 1, **given)
    assert duties.catalogues().count() == versions + 1


def test_a_supervisor_proposes_for_dispatch_and_turns_down_with_a_reason(in_service):
    row = edited(Register.DUTIES, "L-1", title="路灯和景观灯维护")
    change = sent(by_hand(Register.DUTIES, row, by="supervisor"), by="supervisor")
    assert change.state == State.WAITING
    given: dict[str, Any] = {"change_id": change.pk, "at": MONDAY, "by": town.actor("reviewer")}
    with pytest.raises(no.WhyNotSaid):
        actions.refuse(reason="", key="changes:no-reason", seen=change.seq, **given)
    entry = actions.refuse(reason="没有依据", key="changes:no", seen=change.seq, **given)
    assert ledger.words(entry) == {"reason": "没有依据"}
    assert duties.duty("L-1").title == "路灯维护"
    with pytest.raises(NotAllowed):
        by_hand(
            Register.UNITS, edited(Register.UNITS, "lamps", phone="1"), by="supervisor", key="no"
        )


def test_what_is_decided_for_a_day_is_done_on_that_day():
    day = TODAY + timedelta(days=8)
    change = sent(
        by_hand(Register.CATALOGUE, edited(Register.CATALOGUE, "noise~", lead="power"), on=day)
    )
    assert change.state == State.SCHEDULED
    assert actions.due(at=MONDAY + timedelta(days=7), load=lambda codes: NOBODY) == 0
    assert actions.due(at=MONDAY + timedelta(days=8), load=lambda codes: NOBODY) == 1
    change.refresh_from_db()
    assert change.state == State.APPLIED
    assert duties.catalogue_table(day - timedelta(days=1))["noise~"]["lead"] == "lamps"
    assert duties.catalogue_table(day)["noise~"]["lead"] == "power"


def test_a_unit_is_closed_on_the_day_on_which_the_catalogue_lets_go_of_it():
    day = TODAY + timedelta(days=8)
    with pytest.raises(orgs_no.UnitStillNeeded):
        by_hand(Register.UNITS, ended(Register.UNITS, "baishi"), on=day, key="too-early")
    row = edited(Register.CATALOGUE, "lighting.lamp~990101100000", lead="lamps", assist="")
    catalogue = sent(by_hand(Register.CATALOGUE, row, on=day))
    with pytest.raises(orgs_no.UnitStillNeeded):
        by_hand(
            Register.UNITS,
            ended(Register.UNITS, "baishi"),
            on=day - timedelta(days=1),
            key="a-day-too-early",
        )
    closing = sent(by_hand(Register.UNITS, ended(Register.UNITS, "baishi"), on=day, key="closing"))
    assert (catalogue.state, closing.state) == (State.SCHEDULED, State.SCHEDULED)
    assert kinds(closing) == {"baishi": Kind.ENDED}
    assert Unit.objects.get(code="baishi").valid_to is None  # tried, and taken back
    assert duties.catalogue_table(day)["lighting.lamp~990101100000"]["lead"] == "baishi"
    assert actions.due(at=MONDAY + timedelta(days=8), load=lambda codes: NOBODY) == 2
    for change in (catalogue, closing):
        change.refresh_from_db()
        assert change.state == State.APPLIED
    assert Unit.objects.get(code="baishi").valid_to == day
    assert list(queries.faults()) == []


def test_what_cannot_be_done_on_its_day_says_why_and_stays_undone():
    day = TODAY + timedelta(days=8)
    row = edited(Register.CATALOGUE, "noise~", lead="power")
    change = sent(by_hand(Register.CATALOGUE, row, on=day))
    sent(
        by_hand(Register.CATALOGUE, edited(Register.CATALOGUE, "noise~", lead="city"), key="other")
    )
    actions.due(at=MONDAY + timedelta(days=8), load=lambda codes: NOBODY)
    change.refresh_from_db()
    assert change.state == State.FAILED
    assert ledger.about(change).latest("seq").facts == {"code": "row-moved-on"}
    assert duties.catalogue_table(day)["noise~"]["lead"] == "city"


def test_a_proposal_that_the_register_has_outrun_is_not_approved(in_service):
    first = sent(by_hand(Register.CATALOGUE, edited(Register.CATALOGUE, "noise~", lead="power")))
    row = edited(Register.CATALOGUE, "noise~", lead="city")
    second = sent(by_hand(Register.CATALOGUE, row, key="second"))
    approved(first)
    with pytest.raises(no.RowMovedOn):
        approved(second)
    second.refresh_from_db()
    assert second.state == State.WAITING


def test_only_the_author_knows_a_prepared_change_and_gives_it_up():
    change = filed(Register.UNITS, UNITS)
    with pytest.raises(NotFound):
        queries.change(town.actor("supervisor"), change.pk)
    change = _done(actions.discard, change, "admin")
    assert change.state == State.DISCARDED
    with pytest.raises(no.ChangeDecided):
        sent(change)


def test_a_district_changes_only_what_lies_in_it():
    district = Actor(role=Role.ADMINISTRATOR, staff_id=9, division="990102")
    with_scope: dict[str, Any] = {"by": district, "at": MONDAY, "valid_from": TODAY, "load": NOBODY}
    with pytest.raises(Refusal):
        actions.prepare_by_hand(
            register=Register.UNITS,
            differences=[edited(Register.UNITS, "lamps", phone="1")],
            key="changes:district",
            **with_scope,
        )


# ---- taking back


def test_an_import_is_taken_back_as_a_new_version_and_can_then_be_sent_again():
    change = sent(filed(Register.UNITS, UNITS))
    back = sent(undone(change))
    assert back.undoes_id == change.pk
    assert kinds(back) == {"lamps": "changed", "water": "ended"}
    assert Unit.objects.get(code="lamps").name == "城市管理局"
    assert not Unit.objects.filter(code="water").exists()
    with pytest.raises(no.CannotUndo):
        undone(change)
    again = sent(filed(Register.UNITS, UNITS, key="again"))
    assert kinds(again) == {"lamps": "changed", "water": "added"}


def test_what_was_taken_back_can_be_taken_back_too():
    change = sent(filed(Register.UNITS, UNITS))
    twice = sent(undone(sent(undone(change))))
    assert kinds(twice) == {"lamps": "changed", "water": "added"}
    assert Unit.objects.get(code="water").name == "供水公司"


def test_nothing_is_taken_back_on_which_something_rests():
    change = sent(filed(Register.UNITS, UNITS))
    staff = "username,name,unit_code,role,valid_from,grid_codes\npipe,丁一,water,handler,,\n"
    sent(filed(Register.STAFF, staff, key="staff"))
    with pytest.raises(orgs_no.SomethingRests) as told:
        undone(change)
    assert told.value.facts == {"what": "post", "count": 1}
    assert Unit.objects.get(code="lamps").name == "市城市管理局"


def test_a_post_in_which_somebody_worked_stays():
    staff = "username,name,unit_code,role,valid_from,grid_codes\nnew,丁一,hotline,dispatcher,,\n"
    change = sent(filed(Register.STAFF, staff))
    idle = sent(filed(Register.STAFF, staff.replace("new", "idle"), key="idle"))
    town.did(town.received(), tickets.accept, "new", category_id=None, kind="help", grid_id=None)
    with pytest.raises(orgs_no.SomethingRests):
        undone(change)
    sent(undone(idle))
    assert not Post.objects.filter(staff__username="idle").exists()


def test_a_renamed_division_gets_its_name_back_from_today_on():
    text = "code,name,kind,parent_code,valid_from,valid_to\n990101001000,新河街道,subdistrict,990101000000,2026-11-01,\n"
    change = sent(filed(Register.DIVISIONS, text))
    assert Division.objects.get(code="990101001000", valid_to=None).name == "新河街道"
    sent(undone(change))
    names = Division.objects.filter(code="990101001000").order_by("valid_from")
    assert [row.name for row in names] == ["河湾街道", "新河街道", "河湾街道"]


def test_an_ended_division_and_a_retired_grid_come_back():
    change = sent(by_hand(Register.DIVISIONS, ended(Register.DIVISIONS, "990101001002")))
    assert Division.objects.get(code="990101001002").valid_to == TODAY
    sent(undone(change))
    assert Division.objects.get(code="990101001002").valid_to is None
    change = sent(by_hand(Register.GRIDS, ended(Register.GRIDS, "990101001001001"), key="grid"))
    assert Grid.objects.get().valid_to == TODAY
    sent(undone(change))
    assert Grid.objects.get().valid_to is None


def test_a_catalogue_is_taken_back_by_a_new_version(in_service):
    change = approved(
        sent(by_hand(Register.CATALOGUE, edited(Register.CATALOGUE, "noise~", lead="power")))
    )
    back = sent(undone(change))
    assert back.state == State.WAITING  # it changes who is responsible, too
    approved(back)
    assert duties.catalogue_table(TODAY)["noise~"]["lead"] == "lamps"
    assert [row.version for row in duties.catalogues()] == [3, 2, 1]


def test_a_former_version_that_names_what_is_gone_is_refused():
    change = sent(by_hand(Register.CATALOGUE, edited(Register.CATALOGUE, "noise~", lead="city")))
    sent(by_hand(Register.DUTIES, ended(Register.DUTIES, "L-1"), key="duties"))
    with pytest.raises(Refusal):
        undone(change)


# ---- units that hold something


def test_a_unit_with_open_tickets_is_not_closed_and_the_count_is_said(in_service):
    load = Load(tickets={"power": 5000})
    with pytest.raises(orgs_no.UnitHoldsTickets) as told:
        by_hand(Register.UNITS, ended(Register.UNITS, "power"), load=load)
    assert told.value.facts == {"name": "供电公司", "tickets": 5000}


def test_a_unit_that_owns_matters_is_not_closed_and_they_are_given_to_another_first(in_service):
    matter = scene.opened(unit_id=town.unit("power"))
    assert matters.owned_by(["power", "lamps"]) == {"power": 1}
    with pytest.raises(orgs_no.UnitOwnsMatters) as told:
        by_hand(
            Register.UNITS,
            ended(Register.UNITS, "power"),
            load=Load(matters=matters.owned_by(["power"])),
        )
    assert told.value.facts == {"name": "供电公司", "matters": 1}
    scene.did(matter, matter_actions.revise, "supervisor", about=scene.about())
    assert matters.owned_by(["power"]) == {}


def test_a_unit_with_posts_duties_or_rows_is_not_closed():
    with pytest.raises(orgs_no.UnitStillNeeded) as told:
        by_hand(Register.UNITS, ended(Register.UNITS, "lamps"))
    facts = {"name": "城市管理局", "units": 0, "posts": 2, "duties": 2, "rows": 3}
    assert told.value.facts == facts
    with override("en"):
        said = words.of(told.value)
    assert said.startswith("城市管理局 is still needed: 2 posts, 2 duties, 3 rows of")
    with override("zh-hans"):
        assert "还有2个岗位、2项职责、3行派单目录。" in words.of(told.value)


def test_a_unit_that_took_on_tickets_while_its_end_waited_is_not_closed(in_service):
    sent(filed(Register.UNITS, UNITS))
    change = sent(by_hand(Register.UNITS, ended(Register.UNITS, "water")))
    assert change.state == State.WAITING
    with pytest.raises(orgs_no.UnitHoldsTickets):
        approved(change, load=Load(tickets={"water": 1}))
    approved(change)
    assert Unit.objects.get(code="water").valid_to == TODAY
    with pytest.raises(no.NothingChanges):
        sent(filed(Register.UNITS, UNITS, key="over"))  # its code is refused, the rest is known


def test_the_history_of_a_row_says_who_did_what_when(in_service):
    key = "noise~"
    change = approved(
        sent(by_hand(Register.CATALOGUE, edited(Register.CATALOGUE, key, lead="power")))
    )
    sent(by_hand(Register.CATALOGUE, edited(Register.CATALOGUE, key, lead="city"), key="waits"))
    (past,) = queries.history(Register.CATALOGUE, key)
    assert past.change == change
    assert past.row.columns == ["lead"]
    assert [entry.role for entry in past.entries] == [
        "administrator",
        "administrator",
        "supervisor",
    ]


def test_rows_that_were_changed_behind_the_ledgers_back_are_found():
    change = filed(Register.UNITS, UNITS)
    assert list(queries.faults()) == []
    with writing():
        row = queries.rows(change.pk)[0]
        row.after = {**(row.after or {}), "phone": "1"}
        row.save()
    assert [fault.code for fault in queries.faults()] == ["change-differs"]


# ---- posts that end


def post_of(username: str) -> Post:
    return Post.objects.get(staff__username=username)


def left(username: str, *, to: str = "", key: str = "leaves") -> Entry:
    post = post_of(username)
    return actions.end_post(
        post_id=post.pk,
        valid_to=TODAY,
        successor_id=town.actor(to).staff_id if to else None,
        by=town.actor("admin"),
        at=MONDAY,
        key=key_of(key),
        seen=post.seq,
    )


def lamp_to_power(by: str, key: str) -> Change:
    return by_hand(
        Register.CATALOGUE, edited(Register.CATALOGUE, "noise~", lead="power"), by=by, key=key
    )


def test_a_post_that_holds_nothing_personally_ends_without_a_successor(in_service):
    assert queries.left_by(post_of("handler").pk, TODAY) == []
    assert left("handler").verb == "post.ended"


def test_a_post_does_not_end_over_what_only_its_holder_can_go_on_with(in_service):
    prepared = lamp_to_power("reviewer", "prepared")
    assert queries.left_by(post_of("reviewer").pk, TODAY) == [prepared]
    with pytest.raises(no.NotHandedOver) as told:
        left("reviewer")
    assert told.value.facts == {"count": 1}
    for nobody in ("handler", "reviewer"):
        with pytest.raises(no.CannotTakeOver):
            left("reviewer", to=nobody, key=f"to-{nobody}")
    assert post_of("reviewer").valid_to is None


def test_all_that_a_person_holds_goes_to_a_successor_in_one_deed(in_service):
    prepared, waiting = lamp_to_power("reviewer", "prepared"), lamp_to_power("reviewer", "waits")
    sent(waiting, by="reviewer")
    entry = left("reviewer", to="supervisor")
    assert (entry.verb, post_of("reviewer").valid_to) == ("post.ended", TODAY)
    heir = town.actor("supervisor")
    for change in (prepared, waiting):
        assert Change.objects.get(pk=change.pk).author_id == heir.staff_id
        assert verbs(change)[-1] == "change.handed_over"
    # nothing is left with a person without a post
    placed = Post.objects.filter(valid_to=None).values("staff")
    unfinished = Change.objects.filter(state__in=[State.PREPARED, State.WAITING])
    assert not unfinished.exclude(author_id__in=placed).exists()
    assert sent(prepared, by="supervisor").state == State.WAITING
    assert list(queries.faults()) == []


def test_nobody_agrees_to_what_passed_through_the_own_hands(in_service):
    waiting = lamp_to_power("reviewer", "waits")
    sent(waiting, by="reviewer")
    reviewer = town.actor("reviewer")
    left("reviewer", to="supervisor")
    for who in (town.actor("supervisor"), reviewer):
        with pytest.raises(no.OwnProposal):
            actions.approve(
                change_id=waiting.pk,
                load=NOBODY,
                by=who,
                at=MONDAY,
                key=key_of(f"{who.staff_id}-agrees"),
                seen=Change.objects.get(pk=waiting.pk).seq,
            )
    assert approved(waiting, by="admin").state == State.APPLIED
