"""Files that are there as a whole or not at all, however their writer is stopped."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write, which takes the place of what stood there once all of it is on disk.

    Where writing fails, what stood there stays; a disk that is full is an OSError.
    """
    # the ending stays, so that who sweeps a folder of such files finds what a killed writer left
    draft = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        with draft.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def put(path: Path, content: bytes) -> None:
    """Write a file as `whole` does, from what is in memory."""
    with whole(path) as file:
        file.write(content)
