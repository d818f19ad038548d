"""Pages for everybody: the way in, and the ledger's heads, keys and check of receipts."""
