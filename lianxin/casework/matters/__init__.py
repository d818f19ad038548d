"""Matters: one problem at one place, with an owner, a plan and a page; tickets join it."""
