"""What `lianxin bench NAME` runs: each prints ratios against a reference of the same run."""
