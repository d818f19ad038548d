"""Categories, the duty list and the dispatch catalogue: who answers for what, where."""
