"""What is demanded of units by whom in which month: the turns that the burden meter counts."""

from collections.abc import Iterator
from datetime import date, timedelta

from lianxin.casework.paperwork import rules
from lianxin.casework.paperwork.models import Filing, Table
from lianxin.casework.paperwork.queries.filings import turns
from lianxin.casework.paperwork.queries.tables import leads, visible_to
from lianxin.casework.paperwork.rules.burden import Turn
from lianxin.foundation.actor import Actor
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.calendars.rules import Calendar
from lianxin.registers.orgs import queries as orgs

BACK = timedelta(days=400)


def burden(by: Actor, *, on: date) -> list[Turn]:
    """Return every turn that is demanded of units whose burden an actor may see: the last year's, and what runs.

    A lead of a unit that is asked sees what is asked of the units below; who asks, what they ask of all.
    """
    asked_for = [state.value for state in rules.ASKED_FOR]
    tables = visible_to(by).filter(state__in=asked_for, ends_on__gte=on - BACK).order_by("pk")
    seen, calendar = list(tables), calendars.calendar()
    own = own_units(by) if by.role in rules.FILLERS else None
    filed = Filing.objects.filter(table__in=seen, version__gt=0)
    said = {(one.table_id, one.filler_id, one.first_on): one.minutes for one in filed}
    return [turn for table in seen for turn in _of(table, calendar, own, said, on)]


def own_units(by: Actor) -> frozenset[int]:
    """Return the units for which an actor reads: the own one, for a lead those below as well."""
    below = orgs.unit_ids_under(by.unit_path) if leads(by) else [by.unit_id]
    return frozenset(pk for pk in below if pk)


def _of(
    table: Table,
    calendar: Calendar,
    own: frozenset[int] | None,
    said: dict[tuple[int, int, date], int | None],
    on: date,
) -> Iterator[Turn]:
    asks = own is None or table.asker_id in own
    units = [pk for pk in table.unit_ids if asks or pk in (own or ())]
    past = table.ended_on is None and table.ends_on < on
    for turn in turns(table, calendar, on=on):
        for unit_id in units:
            yield Turn(
                table_id=table.pk,
                asker_id=table.asker_id,
                unit_id=unit_id,
                due_on=turn.due_on,
                fields=table.fields,
                photos=table.photos,
                known=table.known,
                minutes=said.get((table.pk, unit_id, turn.period.first)),
                without_basis=table.based_on is None,
                past_its_end=past,
            )
