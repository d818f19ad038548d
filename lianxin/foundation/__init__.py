"""What everything stands on: who acts, how a no is said, and the ledger of deeds."""
