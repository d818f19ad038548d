"""Inserting rows by SQL that is put together once for each kind of deed.

Intake is the hot path of a city. The ORM builds every INSERT anew and sends each on its own, which
takes longer than the database needs to carry it out; the values still pass through the fields.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from django.db import connection
from django.db.models import BinaryField, Field, JSONField, Model

from lianxin.foundation import prepared

Column = tuple["Field[object, object]", bool]  # and whether its values need adapting
Shape = tuple[tuple[type[Model], bool, int], ...]  # model, numbered by the database, count of rows
# fields whose values PostgreSQL's driver does not take as they are
ADAPTED = (BinaryField, JSONField)


def draw(*models: type[Model]) -> list[int | None]:
    """Return a fresh id for a row of each table; None where the database gives it while inserting."""
    if connection.vendor != "postgresql":
        return [None] * len(models)
    sequences = [_sequence(model) for model in models]
    holes = ", ".join(["nextval(%s::regclass)"] * len(models))
    return list(prepared.execute(f"SELECT {holes}", sequences)[0])


@lru_cache(maxsize=64)
def _sequence(model: type[Model]) -> str:
    table, column = connection.ops.quote_name(model._meta.db_table), model._meta.pk.column
    name = prepared.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, column])[0][0]
    return str(name)


def insert(*rows: Model) -> None:
    """Insert new rows in their order, by one statement where the database can.

    Rows of one model alone get the ids that the database gave them; of several models, those
    whose ids were drawn or do not matter.
    """
    kinds = [list(group) for _model, group in groupby(rows, type)]
    if connection.vendor == "postgresql":
        _insert(kinds)
    else:
        for kind in kinds:
            _insert([kind])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _insert(kinds: Sequence[Sequence[Model]]) -> None:
    shape = tuple((type(kind[0]), kind[0].pk is None, len(kind)) for kind in kinds)
    statement, fields = _statement(shape)
    values = [
        field.get_db_prep_save(getattr(row, field.attname), connection)
        if adapted
        else getattr(row, field.attname)
        for kind, columns in zip(kinds, fields, strict=True)
        for row in kind
        for field, adapted in columns
    ]
    given = prepared.execute(statement, values)
    for row, (pk,) in zip(kinds[-1], given, strict=False):
        row.pk = pk


@lru_cache(maxsize=64)
def _statement(shape: Shape) -> tuple[str, list[list[Column]]]:
    inserts, fields = zip(*(_one(*kind) for kind in shape), strict=True)
    *first, last = inserts
    steps = ", ".join(f"step{place} AS ({step})" for place, step in enumerate(first))
    model, numbered, _count = shape[-1]
    if numbered and not first:
        last += f" RETURNING {connection.ops.quote_name(model._meta.pk.column or '')}"
    return f"WITH {steps} {last}" if first else last, list(fields)


def _one(model: type[Model], numbered: bool, count: int) -> tuple[str, list[Column]]:  # noqa: FBT001
    quote, meta = connection.ops.quote_name, model._meta
    fields = [field for field in meta.concrete_fields if not (numbered and field.primary_key)]
    names = ", ".join(quote(field.column or "") for field in fields)
    holes = "({})".format(", ".join(["%s"] * len(fields)))
    kinds = ADAPTED if connection.vendor == "postgresql" else Field
    columns = [(field, isinstance(field, kinds)) for field in fields]
    rows = ", ".join([holes] * count)
    return f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES {rows}", columns  # noqa: S608  our own names
