"""Changes to the registers: prepared with a preview, decided by a second person where it matters, undone."""
