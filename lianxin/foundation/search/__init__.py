"""Searching by words: what is hidden before text is indexed, and what is refused as a search."""
