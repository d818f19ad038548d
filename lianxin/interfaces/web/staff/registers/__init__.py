"""The registers by hand: read, changed, decided by two, taken in from files, and a city's first day."""
