"""What every test stands on: the write guard, a data folder of its own, and the fixed Monday."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# A test tells right from wrong, not fast from slow: other work on the machine fails none.
hypothesis.settings.register_profile("lianxin", deadline=None)
hypothesis.settings.load_profile("lianxin")

# Tables that libraries write for themselves, outside our actions.
LIBRARIES = re.compile(
    r'"(django_session|django_migrations|django_content_type|auth_permission|axes_\w+|account_\w+|mfa_\w+'
    r'|sqlite_\w+)"'
)
WRITE = re.compile(
    r"\s*(WITH\b.*\b)?(INSERT|UPDATE|DELETE|MERGE|REPLACE|COPY|TRUNCATE)\b",
    re.IGNORECASE | re.DOTALL,
)


LONG = {"journeys", "test_worker.py"}  # some last minutes


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take the longest tests first: at the end one worker would wait for the other that has them."""
    items.sort(key=lambda item: LONG.isdisjoint(item.path.parts))


class WriteOutsideAnAction(AssertionError):
    """Only actions write."""


def guard(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
    """Refuse a statement that writes to our tables while no action is under way."""
    from lianxin.foundation.ledger.actions.deeds import acting

    if WRITE.match(sql) and not acting.get() and not LIBRARIES.search(sql):
        raise WriteOutsideAnAction(sql[:200])
    return execute(sql, params, many, context)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let SQLite stand in a file, as it does at work: in memory, a browser's requests would share one connection."""
    from django.db import connection

    from lianxin.config import environment

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = environment.data_dir() / "test.sqlite3"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Before the test database goes, end what a thread or a killed process left open in it, and say what it was."""
    yield
    from django.db import connection

    database: Any = connection
    if database.vendor != "postgresql":
        return
    database.close()
    database.close_pool()  # its idle ones are nobody's, and would come back
    left = "SELECT query, pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
    with django_db_blocker.unblock(), database._nodb_cursor() as cursor:
        cursor.execute(left, [database.settings_dict["NAME"]])
        for query, _ended in cursor.fetchall():
            sys.stderr.write(f"left open after the tests, last: {query}\n")


@pytest.fixture(autouse=True)
def only_actions_write(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold every test that uses the database to the rule."""
    uses = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if not uses and request.node.get_closest_marker("django_db") is None:
        yield
        return
    from django.db import connection

    with connection.execute_wrapper(guard):
        yield


@pytest.fixture(autouse=True)
def a_data_folder_of_its_own(tmp_path: Path, settings: Any) -> None:
    """Keep keys, files and the witness of one test from those of another."""
    from django.core.cache import cache

    from lianxin.foundation import keys, memory
    from lianxin.foundation.ledger import signing

    settings.LIANXIN_KEYS_DIR = tmp_path / "keys"
    settings.LIANXIN_WITNESS = tmp_path / "tree-heads.jsonl"
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.LIANXIN_MODELS = tmp_path / "models"
    settings.LIANXIN_INSIGHT = tmp_path / "insight"
    settings.LIANXIN_PUBLICATIONS = tmp_path / "publications"
    memory.forget()
    cache.clear()  # how often an account did what is limited: another test's account has the same number
    keys.of.cache_clear()
    signing._private.cache_clear()


@pytest.fixture(autouse=True)
def counts_within_one_second(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let no second turn between two counts of queries: what is read once a second would be in one of them."""
    from lianxin.foundation import memory

    counting = {"django_assert_num_queries", "django_assert_max_num_queries"}
    if hasattr(request.module, "CaptureQueriesContext") or counting & set(request.fixturenames):
        monkeypatch.setattr(memory, "SECOND", 3600)
