"""Pages for everybody: questions and answers, the ledger's newest head, its keys, and the check of a receipt."""
