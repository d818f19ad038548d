"""The table registry (一表通): who asks the grassroots for which table, filled once, and what that costs."""
