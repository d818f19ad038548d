"""The wiring: settings, addresses and the server's entry; imported by nothing."""
