"""Loaded before Django's settings: tests never touch the data folder of a running installation."""

import os
import tempfile

os.environ["LIANXIN_DATA_DIR"] = tempfile.mkdtemp(prefix="lianxin-tests-")
os.environ.pop("LIANXIN_KEYS_DIR", None)
os.environ["LIANXIN_SECRET_KEY"] = "for tests only, and long enough to be a secret key of fifty"
