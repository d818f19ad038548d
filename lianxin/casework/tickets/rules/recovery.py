"""A query code that was lost: how often a new way in may be asked for, and how long it opens."""

from datetime import timedelta

WAY_IN_FOR = timedelta(hours=24)  # how long a way in opens a request
WITHIN = timedelta(hours=24)
MOST_WITHIN = 3  # ways in that are sent to one requester; more would only be a nuisance
CALLED_WITHIN = timedelta(minutes=30)  # between the call back and the new code
