"""Likeness: which messages are about the same problem at the same place, and what they are about."""
