"""Django finds our verbs here."""
