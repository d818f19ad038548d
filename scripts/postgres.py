"""A private PostgreSQL for tests and benchmarks: started as an unprivileged user, thrown away after."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, newest version first, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def cluster(*settings: str) -> Iterator[str]:
    """Run a cluster on a free port of this machine and yield its URL."""
    bin_ = programs()
    if bin_ is None:
        raise SystemExit("PostgreSQL's server programs are not on this machine")
    folder = Path(tempfile.mkdtemp(prefix="lianxin-pg-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    as_user = _unprivileged(folder)
    data = folder / "data"
    _run(
        as_user,
        bin_ / "initdb",
        "-D",
        data,
        "-U",
        "lianxin",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    )
    options = [
        f"-p {port}",
        f"-k {folder}",
        "-c listen_addresses=127.0.0.1",
        *(f"-c {one}" for one in settings),
    ]
    _run(
        as_user,
        bin_ / "pg_ctl",
        "-D",
        data,
        "-w",
        "-l",
        folder / "log",
        "-o",
        " ".join(options),
        "start",
    )
    try:
        yield f"postgresql://lianxin@127.0.0.1:{port}/postgres"
    finally:
        _run(as_user, bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Return what subprocess needs to run as somebody other than root."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run(as_user: dict[str, Any], program: Path, *arguments: object) -> None:
    command = [str(program), *map(str, arguments)]
    done = subprocess.run(command, **as_user, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise SystemExit(f"{program.name} failed:\n{done.stdout}\n{done.stderr}")
