"""Pages for residents: report in three steps, follow, answer; no account, phone first."""
