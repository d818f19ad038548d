"""Triage: what a request is about, and whether it is the same problem again; people decide."""
