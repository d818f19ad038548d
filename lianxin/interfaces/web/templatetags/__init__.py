"""Filters that the templates share."""
