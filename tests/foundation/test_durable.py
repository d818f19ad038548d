"""Files that are there as a whole or not at all."""

import pytest

from lianxin.foundation import durable


def test_a_file_takes_the_place_of_the_one_before(tmp_path):
    path = tmp_path / "one.json"
    durable.put(path, b"first")
    durable.put(path, b"second")
    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]


def test_nobody_sees_a_file_that_is_half_written(tmp_path):
    path = tmp_path / "one.json"
    with durable.whole(path) as file:
        file.write(b"half")
        assert not path.exists()
    assert path.read_bytes() == b"half"


def test_where_writing_stops_what_stood_there_stays_and_nothing_else(tmp_path):
    path = tmp_path / "one.json"
    durable.put(path, b"before")
    with pytest.raises(OSError, match="Invalid"), durable.whole(path) as file:
        file.seek(-1)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_writer_left_is_found_by_its_ending(tmp_path):
    with durable.whole(tmp_path / "rows.parquet"):
        assert len(list(tmp_path.glob("*.parquet"))) == 1
