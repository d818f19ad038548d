"""Oversight: how units do, looked at by others: re-visits, unit evaluation, improvement plans."""
