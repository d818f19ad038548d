"""Calendars: which days are worked, 调休 and all, and when a limit ends."""
