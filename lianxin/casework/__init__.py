"""What happens: work with people, with a start, a deadline and a confirmed end."""
