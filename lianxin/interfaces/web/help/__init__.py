"""Help for residents and the staff handbook: Markdown in two languages, read, searched and linked from the pages."""
