"""The console command `lianxin`: our verbs, and Django's management commands behind them."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one verb, as `lianxin --help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
    execute_from_command_line(sys.argv)
