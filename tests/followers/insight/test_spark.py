"""The catalogue's expressions on another engine: Spark gives the same figures from a million rows."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq
import pytest

from benchmarks import _year
from lianxin.followers.insight import catalogue, counts, manifest
from lianxin.followers.insight.queries import Reader
from lianxin.followers.insight.rules.figures import By, Period, Scope, Weights

ROWS = 1_000_000
AT = datetime(2027, 1, 1, tzinfo=UTC)
PERIOD = Period(first=date(2026, 2, 1), end=date(2026, 12, 1))
# rows are collected without pandas
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
CI = os.environ.get("CI") == "true"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("year")
    for _ in _year.write(where, ROWS, counted=False):
        pass
    return where


@pytest.fixture(scope="module")
def spark(folder: Path) -> Iterator[Any]:
    if shutil.which("java") is None:
        assert not CI, "Java is missing: Spark runs on it"
        pytest.skip("Java is missing: the figures were NOT compared with Spark")
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "Asia/Shanghai")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    listed = manifest.read(folder).files["tickets"].values()
    paths = [str(folder / one.path) for some in listed for one in some]
    session.read.parquet(*paths).createOrReplaceTempView("tickets")
    yield session
    session.stop()


def told(by: By | None, scope: Scope, dialect: str) -> str:
    expression = catalogue.counted(
        catalogue.TICKETS,
        period=PERIOD,
        scope=scope,
        at=AT,
        by=by,
        weights=Weights(),
        figures=counts.KEPT,
    )
    return str(ibis.to_sql(expression, dialect=dialect))


def test_spark_counts_what_duckdb_counts(folder: Path, spark: Any):
    assert ibis.pyspark  # its options are read when SQL is made
    whole = sum(pq.read_metadata(one).num_rows for one in folder.rglob("*.parquet"))
    assert whole > ROWS * 0.99
    for by, scope in ((By.TOWN, Scope.ASSESSED), (By.CHANNEL, Scope.ALL)):
        here = {row["key"]: row for row in Reader(folder).read(told(by, scope, "duckdb"))}
        there = {
            row["key"]: row.asDict() for row in spark.sql(told(by, scope, "pyspark")).collect()
        }
        assert set(here) == set(there)
        for key, row in here.items():
            other = {name: float(value or 0) for name, value in there[key].items() if name != "key"}
            for name, value in other.items():
                exact = name.endswith("__of")
                assert value == pytest.approx(float(row[name] or 0), rel=0 if exact else 1e-9)
