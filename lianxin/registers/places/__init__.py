"""Service places: where people are served at a counter, and when it is open."""
