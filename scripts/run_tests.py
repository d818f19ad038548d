"""Run all tests on SQLite and then on PostgreSQL; what is missing fails under CI, and is said loudly elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import postgres

FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"]
FAST += ["autovacuum=off"]  # statistics taken at some moment would give another plan in each run


def run(database: str, **more: str) -> int:
    """Run pytest on one database and return its exit status."""
    print(f"== all tests on {database}", flush=True)
    spread = ["-n", "2", "--dist", "worksteal"]  # long tests come first, short ones fill up
    command = [sys.executable, "-m", "pytest", "-q", *spread, *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, **more}, check=False).returncode


def main() -> int:
    """Return 0 when every test passed on every database."""
    status = run("SQLite", DATABASE_URL="")
    if postgres.programs() is None:
        print(
            "PostgreSQL is not on this machine: its half of the tests DID NOT RUN", file=sys.stderr
        )
        return status or bool(os.environ.get("CI"))
    with postgres.cluster(*FAST) as url:
        return run("PostgreSQL", DATABASE_URL=url) or status


if __name__ == "__main__":
    sys.exit(main())
