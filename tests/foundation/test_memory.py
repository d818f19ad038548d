"""What a process remembers of the database: for a second, or until its stamp is another."""

from datetime import timedelta

from lianxin.foundation import memory
from tests.make import MONDAY


def test_a_process_asks_once_a_second_and_again_after_it():
    asked = []

    @memory.for_a_second
    def read() -> int:
        asked.append(1)
        return len(asked)

    assert [read(MONDAY), read(MONDAY + timedelta(milliseconds=900))] == [1, 1]
    assert read(MONDAY + timedelta(seconds=1)) == 2
    memory.forget()
    assert read(MONDAY + timedelta(seconds=1)) == 3


def test_what_is_kept_is_read_again_only_where_its_stamp_is_another():
    stamps, reads = ["one"], []

    @memory.while_unchanged(lambda: stamps[-1])
    def read() -> int:
        reads.append(1)
        return len(reads)

    assert [read(), read()] == [1, 1]
    stamps.append("two")
    assert [read(), read()] == [2, 2]
    stamps.pop()  # rolled back
    assert [read(), read()] == [3, 3]


def test_what_somebody_changes_while_it_is_read_is_read_again():
    stamps, reads = ["one"], []

    @memory.while_unchanged(lambda: stamps[-1])
    def read() -> str:
        reads.append(stamps[-1])
        if len(reads) == 1:
            stamps.append("two")  # somebody else's deed commits meanwhile
        return reads[-1]

    assert [read(), read()] == ["two", "two"]
    assert reads == ["one", "two"]
