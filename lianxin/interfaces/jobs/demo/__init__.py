"""The demo city: registers, staff and some three hundred requests, played through the real actions."""
