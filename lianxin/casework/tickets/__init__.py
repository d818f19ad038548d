"""The loop: a resident's request from intake to a confirmed answer."""
