"""Notifications: what a resident has a right to know goes out as a message, one for each deed."""
