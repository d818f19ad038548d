"""Loaded before Django's settings: tests never touch the data folder of a running installation."""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

if worker := os.environ.get(
    "PYTEST_XDIST_WORKER"
):  # its folder lies in that of the run it is a part of
    folder = Path(os.environ["LIANXIN_DATA_DIR"]) / worker
    folder.mkdir()
else:
    folder = Path(tempfile.mkdtemp(prefix="lianxin-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

os.environ["LIANXIN_DATA_DIR"] = str(folder)
os.environ.pop("LIANXIN_KEYS_DIR", None)
os.environ["LIANXIN_SECRET_KEY"] = "for tests only, and long enough to be a secret key of fifty"

gc.set_threshold(50_000, 20, 50)  # a tenth of the time of all tests went into looking for rubbish
