"""The first page of the demo: what to try as whom. It exists in a demo city and nowhere else."""
