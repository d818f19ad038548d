"""Knowledge: articles with a public and an internal part, kept by version and found by words."""
