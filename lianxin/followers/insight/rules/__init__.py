"""Decisions on the columnar record: what stands in it, how entries make it, when its files are merged."""
