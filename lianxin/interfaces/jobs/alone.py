"""The place of the one worker: held by a lock that the system itself frees when its holder dies."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

ONE_WORKER = 7_246_891_036  # the advisory lock's name on PostgreSQL; the sealer's own is beside it
Held = Callable[[], bool]


class Taken(Exception):
    """Another worker is at work on this database."""


@contextmanager
def one_worker() -> Iterator[Held]:
    """Hold the place of the one worker, or raise Taken; yields how to ask whether it is still held."""
    place = _on_postgresql if connection.vendor == "postgresql" else _beside_sqlite
    with place() as held:
        yield held


@contextmanager
def _on_postgresql() -> Iterator[Held]:
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as own:
        taken = own.execute("SELECT pg_try_advisory_lock(%s)", [ONE_WORKER]).fetchone()
        if not taken or not taken[0]:
            raise Taken

        def held() -> bool:
            try:
                own.execute("SELECT 1")
            except psycopg.Error:
                return False  # the session is gone, and the lock with it
            return True

        yield held


@contextmanager
def _beside_sqlite() -> Iterator[Held]:
    path = Path(settings.DATA_DIR) / "worker.lock"
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Taken from None
        yield lambda: True
