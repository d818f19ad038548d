"""Pages for everybody: the ledger's newest head, its keys, and the check of a receipt."""
