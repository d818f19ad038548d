"""Whatever is changed in the ledger behind its back is found, and named."""

import json
from datetime import timedelta

import pytest
from django.db import connection, models

from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries, rules, verifying
from lianxin.foundation.ledger.models import Entry, Head, Passage, Seal, Tile, Unsealed
from lianxin.registers.orgs.models import Staff
from tests.foundation.notebook import WRITER, books, erase, note, undone
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
TABLES = [Entry, Passage, Seal, Tile, Head]
FAR = 1_000_003  # a number that no row has


@pytest.fixture
def small_log(monkeypatch):
    """Twelve entries under tiles of two: ten sealed, heads over five and eight, two in the queue."""
    monkeypatch.setattr(queries, "TILE", 1)
    ids = books(count=2, lines=5)
    ledger.seal(limit=5)
    ledger.sign_head(at=MONDAY)
    ledger.seal(limit=3)
    ledger.sign_head(at=MONDAY + timedelta(minutes=1))
    ledger.seal(limit=2)
    assert ledger.witness() == 2
    assert found() == []
    assert {tile.level for tile in Tile.objects.all()} == {1, 2, 3}
    return ids


def found():
    return list(verifying.whole(now=MONDAY))


def codes():
    return {fault.code for fault in found()}


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def rows_of(model):
    """Every row of a table, as the database holds it."""
    names = [field.column for field in columns_of(model)]
    listed = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {listed} FROM {model._meta.db_table} ORDER BY 1")  # noqa: S608
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def columns_of(model):
    return [field for field in model._meta.concrete_fields if field.column]


def keys_of(model):
    return [field.column for field in model._meta.pk_fields]


def where(model, row):
    names = keys_of(model)
    return " AND ".join(f'"{name}" = %s' for name in names), [row[name] for name in names]


def change(model, row, column, value):
    condition, keys = where(model, row)
    execute(
        f'UPDATE {model._meta.db_table} SET "{column}" = %s WHERE {condition}',  # noqa: S608
        value,
        *keys,
    )


def remove(model, row):
    condition, keys = where(model, row)
    execute(f"DELETE FROM {model._meta.db_table} WHERE {condition}", *keys)  # noqa: S608


def insert(model, row):
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join(["%s"] * len(row))
    execute(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})", *row.values())  # noqa: S608


def others(field, value):
    """Other values that a column could hold instead of this one."""
    if isinstance(field, models.JSONField):
        yield from other_payloads(json.loads(value))
    elif isinstance(field, models.BooleanField):
        yield not value
    elif isinstance(field, models.BinaryField):
        yield bytes([bytes(value)[0] ^ 1, *bytes(value)[1:]])
        yield bytes(value)[:-1] + bytes([bytes(value)[-1] ^ 128])
    elif isinstance(field, models.DateTimeField):
        moment = field.to_python(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=MONDAY.tzinfo)
        yield field.get_db_prep_value(moment + timedelta(microseconds=1), connection)
    elif isinstance(field, models.CharField | models.TextField):
        yield f"{value[:-1]}x"
        yield f"{value}x"[-64:] if value else "x"
    else:
        yield 7 if value is None else value + (7 if field.column == "level" else FAR)
        if field.null and value is not None:
            yield None


def other_payloads(payload):
    for name, value in payload.items():
        yield json.dumps({**payload, name: f"{value}"[:-1] + "x"})
        yield json.dumps({key: kept for key, kept in payload.items() if key != name})
    yield json.dumps({**payload, "more": 1})


def names_of(model, row):
    """What a fault may name where this row is not as it was."""
    if model is Tile:
        return [f"tile {row['level']}/{row['index']}"]
    if model is Head:
        return [f"head {row['size']}"]
    entry = row["entry_id"] if model is not Entry else row["id"]
    seal = Seal.objects.filter(entry_id=entry).first()
    if seal is None:
        return [f"entry {entry} ", f"staff {Entry.objects.get(pk=entry).about_id} "]
    return [f"entry {entry} ", f"position {seal.position} "]


def is_named(names):
    said = [f"{fault.where} {fault.detail} " for fault in found()]
    return any(name in text for name in names for text in said)


@pytest.mark.parametrize("model", TABLES)
def test_any_column_of_any_row_that_is_changed_is_found_and_named(small_log, model):
    missed = []
    for row in rows_of(model):
        names = names_of(model, row)
        if model is Entry and not Seal.objects.filter(entry_id=row["id"]).exists():
            continue  # not sealed yet
        for field in columns_of(model):
            for value in others(field, row[field.column]):
                with undone():
                    change(model, row, field.column, value)
                    if not is_named(names):
                        missed.append((model.__name__, names, field.column, value))
    assert missed == []
    assert found() == []


@pytest.mark.parametrize("model", [*TABLES, Unsealed])
def test_any_row_that_is_removed_is_found_and_named(small_log, model):
    for row in rows_of(model):
        names = names_of(model, row)
        with undone():
            remove(model, row)
            assert is_named(names), (model, row)


def test_an_entry_removed_with_all_that_belongs_to_it_is_found(small_log):
    for entry in Entry.objects.order_by("pk"):
        with undone():
            for model in (Passage, Seal, Unsealed):
                execute(f"DELETE FROM {model._meta.db_table} WHERE entry_id = %s", entry.pk)  # noqa: S608
            execute("DELETE FROM ledger_entry WHERE id = %s", entry.pk)
            assert "deeds-differ" in codes() or "sequence-broken" in codes()


@pytest.mark.parametrize(
    ("model", "changes", "code"),
    [
        (Entry, {"id": FAR, "seq": FAR, "once": "x"}, "not-queued"),
        (Passage, {"name": "more"}, "words-added"),
        (Tile, {"index": FAR}, "tile-added"),
        (Head, {"size": 3}, "head-forged"),
    ],
)
def test_a_row_that_is_inserted_is_found(small_log, model, changes, code):
    row = rows_of(model)[0]
    with undone():
        insert(model, {**row, **changes})
        assert code in codes()


def forged(small_log):
    """Insert an entry that looks like the next one of a book, and return it."""
    last = Entry.objects.filter(about_id=small_log[0]).latest("seq")
    row = next(row for row in rows_of(Entry) if row["id"] == last.pk)
    insert(Entry, {**row, "id": FAR, "seq": last.seq + 1, "once": "x", "digests": "{}"})
    return Entry.objects.get(pk=FAR)


def test_a_forged_entry_is_found_even_where_the_sealer_takes_it_for_a_true_one(small_log):
    with undone():
        forged(small_log)
        execute("INSERT INTO ledger_unsealed (entry_id) VALUES (%s)", FAR)
        assert codes() == {"deeds-differ"}
        ledger.seal()
        ledger.sign_head(at=MONDAY)
        assert codes() == {"deeds-differ"}


def test_an_entry_inserted_into_the_middle_of_the_log_is_found(small_log):
    with undone():
        entry = forged(small_log)
        Staff.objects.filter(pk=small_log[0]).update(seq=entry.seq)
        for position in reversed(range(2, 10)):
            execute(
                "UPDATE ledger_seal SET position = %s WHERE position = %s", position + 1, position
            )
        Seal.objects.create(position=2, entry=entry, leaf=queries.leaf(entry))
        Tile.objects.all().delete()
        assert {"head-differs", "rolled-back"} <= codes()


def test_a_seal_below_the_first_position_is_found(small_log):
    with undone():
        entry = forged(small_log)
        Seal.objects.create(position=-1, entry=entry, leaf=queries.leaf(entry))
        assert "gap" in codes()


def test_an_entry_in_the_queue_a_second_time_is_found(small_log):
    sealed = Seal.objects.order_by("position")[3].entry_id
    with undone():
        execute("INSERT INTO ledger_unsealed (entry_id) VALUES (%s)", sealed)
        assert [(fault.code, fault.where) for fault in found()] == [
            ("queued-again", f"entry {sealed}")
        ]


def copy_of_all():
    return {model: rows_of(model) for model in [*TABLES, Unsealed, Staff]}


def restore(copy):
    for model in (Unsealed, Passage, Seal, Tile, Head, Entry, Staff):
        execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608
    for model in (Staff, Entry, Passage, Seal, Tile, Head, Unsealed):
        for row in copy[model]:
            insert(model, row)


def test_a_log_that_is_rolled_back_to_an_older_head_is_found(small_log):
    older = copy_of_all()
    note(book=small_log[0], number=99, by=WRITER, key="one-more-line")
    ledger.seal()
    head = ledger.sign_head(at=MONDAY)
    assert head is not None
    ledger.witness()
    assert found() == []
    with undone():
        restore(older)
        assert [(fault.code, fault.where) for fault in found()] == [
            ("rolled-back", f"witnessed head {head.size}")
        ]
    with undone():  # and one that went on differently after it was rolled back
        restore(older)
        note(book=small_log[1], number=98, by=WRITER, key="another-history")
        ledger.seal()
        ledger.sign_head(at=MONDAY)
        assert ledger.witness() == 0
        assert codes() == {"rolled-back"}


def test_a_history_that_is_rewritten_with_all_its_hashes_is_found(small_log):
    with undone():
        entry = Seal.objects.order_by("position")[4].entry
        execute("UPDATE ledger_entry SET staff_id = 5 WHERE id = %s", entry.pk)
        entry.refresh_from_db()
        Seal.objects.filter(entry=entry).update(leaf=queries.leaf(entry))
        for tile in Tile.objects.order_by("level", "index"):
            Tile.objects.filter(level=tile.level, index=tile.index).update(
                root=queries.tile(tile.level, tile.index)
            )
        assert codes() == {"head-differs", "rolled-back"}
        Head.objects.all().delete()
        assert codes() == {"rolled-back"}
        ledger.sign_head(at=MONDAY)
        assert codes() == {"rolled-back"}


def test_a_witness_file_that_was_touched_is_found(small_log, settings):
    path = settings.LIANXIN_WITNESS
    _begins, first, second = path.read_text().splitlines(keepends=True)
    path.write_text(first.replace('"size": 5', '"size": 6') + second)
    assert codes() == {"witness-forged"}
    path.write_text("what is this\n[]\n" + first + second)
    assert [fault.where for fault in found()] == ["line 1", "line 2"]
    path.write_text(first + second[:50])  # torn by a kill: the sealer mends it
    assert found() == []
    assert ledger.witness() == 1
    assert path.read_text() == first + second


def test_words_dates_and_ratings_that_an_entry_binds_cannot_change_unseen(small_log):
    entry = Entry.objects.filter(verb="book.noted").order_by("pk")[0]
    row = next(row for row in rows_of(Entry) if row["id"] == entry.pk)
    facts = json.loads(row["facts"])
    for name, value in {
        "rating": 5,
        "due_on": "2026-12-24",
        "due_at": rules.moment(MONDAY),
    }.items():
        assert facts[name] != value
        with undone():
            change(Entry, row, "facts", json.dumps({**facts, name: value}))
            assert codes() == {"entry-changed"}
    words = entry.passages.get(name="answer")
    with undone():
        entry.passages.filter(name="answer").update(text=f"{words.text}。")
        assert codes() == {"words-changed"}
    with undone():
        entry.passages.filter(name="answer").update(text=None, salt=None)
        assert codes() == {"words-erased-unrecorded"}
    with undone():
        erase(book=entry.about_id, entry=entry, by=WRITER, key="erase-it")
        assert found() == []


def test_in_a_log_of_hundreds_every_row_is_named_by_itself():
    books(count=10, lines=30)
    while ledger.seal(limit=100):
        ledger.sign_head(at=MONDAY)
    ledger.witness()
    assert Tile.objects.count() == 1
    assert found() == []
    entries = set(Entry.objects.values_list("pk", flat=True))
    for column in ("verb", "role", "system_name", "once"):
        with undone():
            execute(f"UPDATE ledger_entry SET {column} = 'x' || substr({column}, 2)")  # noqa: S608
            changed = [fault.where for fault in found() if fault.code == "entry-changed"]
            assert {int(text.split()[1]) for text in changed} == entries
    for sql in (
        "UPDATE ledger_entry SET staff_id = 1",
        "UPDATE ledger_entry SET unit_id = 1",
        "UPDATE ledger_entry SET imported = NOT imported",
        "UPDATE ledger_entry SET digests = '{}'",
        """UPDATE ledger_entry SET facts = '{"more": 1}'""",
    ):
        with undone():
            execute(sql)
            assert len([fault for fault in found() if fault.code == "entry-changed"]) == len(
                entries
            )
    with undone():
        execute("UPDATE ledger_passage SET text = text || 'x'")
        assert len([fault for fault in found() if fault.code == "words-changed"]) == 10 + 600


def stored(column, pk):
    """The bytes of a column as SQLite keeps them."""
    sql = f'SELECT CAST("{column}" AS BLOB) FROM ledger_entry WHERE id = %s'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk])
        return bytes(cursor.fetchone()[0])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps only what is text")
def test_a_flipped_bit_in_any_byte_of_an_entry_is_found_even_where_the_row_cannot_be_read(
    small_log,
):
    entry = Entry.objects.filter(verb="book.noted").order_by("pk")[0]
    untouched = {field.attname: getattr(entry, field.attname) for field in columns_of(Entry)}
    execute("PRAGMA ignore_check_constraints = ON")
    for column in ("about", "verb", "at", "role", "system_name", "facts", "digests", "once"):
        content = stored(column, entry.pk)
        for place in range(len(content)):
            flipped = bytearray(content)
            flipped[place] ^= 1 << place % 8
            with undone():
                execute(
                    f'UPDATE ledger_entry SET "{column}" = CAST(%s AS TEXT) WHERE id = %s',  # noqa: S608
                    bytes(flipped),
                    entry.pk,
                )
                if not found():  # a separator that reads as before
                    read = Entry.objects.get(pk=entry.pk)
                    assert {name: getattr(read, name) for name in untouched} == untouched
    execute("PRAGMA ignore_check_constraints = OFF")
