"""Places at which a test can kill the process, to show that nothing is lost or doubled there."""

import os
import signal

VARIABLE = "LIANXIN_FAILPOINT"
NAMES = (
    "retention.written",
    "retention.committed",
    "seal.written",
    "seal.committed",
    "head.written",
    "head.committed",
    "witness.written",
    "follow.handled",
    "follow.committed",
    "send.intended",
    "send.done",
    "insight.written",
    "insight.committed",
    "round.done",
    "round.committed",
)


def reach(name: str) -> None:
    """Die here as by `kill -9` if the environment names this place."""
    if os.environ.get(VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)
