"""The subcommands of `lianxin triage`, a module each: its options, and what it does."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Say = Callable[[str], object]


@dataclass(frozen=True, kw_only=True)
class Subcommand:
    """One subcommand: a line of help, its options, and what runs with them."""

    help: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Mapping[str, object], Say], None]
