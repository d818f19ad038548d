"""Figures: a columnar record of what the ledger says about requests, and what is counted from it."""
