"""What every benchmark stands on: a throw-away PostgreSQL, the demo city's registers, a reference."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import postgres as postgres  # noqa: E402  it lies in scripts/

SETTINGS = ("max_connections=100", "shared_buffers=1GB", "max_wal_size=4GB", "work_mem=16MB")


@contextmanager
def stage(*settings: str) -> Iterator[dict[str, str]]:
    """Yield the environment of a fresh installation on a fresh, durable PostgreSQL."""
    data = tempfile.TemporaryDirectory(prefix="lianxin-bench-")
    with data as folder, postgres.cluster(*SETTINGS, *settings) as url:
        environment = {**os.environ, "DATABASE_URL": url, "LIANXIN_DATA_DIR": folder}
        lianxin(environment, "migrate", "--verbosity", "0")
        yield environment


def lianxin(environment: Mapping[str, str], *words: str) -> str:
    """Run a verb of the console command and return what it printed."""
    command = [sys.executable, "-m", "lianxin", *words]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def inside(environment: Mapping[str, str], module: str, *words: str) -> dict[str, float]:
    """Run a benchmark module's `measure` in a process of that installation and return its figures."""
    code = (
        "import django, json, sys; django.setup(); from importlib import import_module;"
        f"print('FIGURES', json.dumps(import_module('benchmarks.{module}').measure(*sys.argv[1:])))"
    )
    given = {**environment, "DJANGO_SETTINGS_MODULE": "lianxin.config.settings"}
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, env=given, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("FIGURES ")]
    if done.returncode or not lines:
        raise SystemExit(f"{module} failed:\n{done.stdout}\n{done.stderr}")
    figures: dict[str, float] = json.loads(lines[-1].removeprefix("FIGURES "))
    return figures


def pgbench(url: str, script: str, *, clients: int, seconds: int) -> float:
    """Return the transactions per second of a pgbench script with prepared statements."""
    bin_ = postgres.programs()
    assert bin_ is not None
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = [str(bin_ / "pgbench"), "-n", "-M", "prepared", "-f", file.name]
        command += ["-c", str(clients), "-j", "1", "-T", str(seconds), url]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        if line.startswith("tps = "):
            return float(line.split()[2])
    raise SystemExit(f"pgbench failed:\n{done.stdout}\n{done.stderr}")
