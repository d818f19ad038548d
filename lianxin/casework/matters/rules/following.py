"""Following a public matter without a request: how long a link waits for its confirmation."""

from datetime import timedelta

CONFIRM_WITHIN = timedelta(hours=24)  # then the address is erased
SALT = 16  # bytes
PURPOSE = "follow"  # of the key that links are derived with
