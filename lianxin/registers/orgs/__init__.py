"""Divisions, units, grids and posts: who is where, and who works where in which role."""
