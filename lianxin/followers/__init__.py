"""What follows: readers of the ledger that keep tables of their own or call an action."""
