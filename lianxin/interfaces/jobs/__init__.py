"""The console command `lianxin` and its verbs."""
