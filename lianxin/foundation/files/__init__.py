"""Photos and documents that came with something: checked, cleaned, and never at a guessable address."""
