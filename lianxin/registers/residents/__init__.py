"""The contact vault: how a resident is reached about one ticket, and who looked it up."""
