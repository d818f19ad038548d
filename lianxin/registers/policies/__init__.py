"""Policies: how long each step may take and what counts, as data with its source."""
