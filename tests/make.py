"""Test data, made through the same actions that people use; nothing random, nothing frozen."""

from datetime import datetime
from zoneinfo import ZoneInfo

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
