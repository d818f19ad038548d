"""What triage goes by: how texts are cleaned, and what it declines."""
