"""The classifier: learns from labelled texts which category a text belongs to."""
