"""What is published every month: open data, and the report in Chinese and English."""
