"""Lianxin: a resident's request, from intake to a confirmed answer, as a closed loop."""

__version__ = "0.1.0"
