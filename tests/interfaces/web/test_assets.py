"""What was built is whole: the server finds every file that another one names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lianxin.interfaces import web

BUILT = Path(web.__file__).parent / "static/lianxin"


@pytest.mark.skipif(
    not (BUILT / "app.js").exists() and not os.environ.get("CI"),
    reason="THE PAGES ARE NOT BUILT: make assets",
)
def test_the_built_files_are_gathered_as_a_server_does_it(tmp_path: Path):
    run = subprocess.run(
        [sys.executable, "-m", "lianxin", "collectstatic", "--noinput"],
        env={**os.environ, "LIANXIN_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    for name in ("app.js", "app.css", "charts.js", "desk.js", "maps.js"):
        assert list(tmp_path.rglob(name)), name
