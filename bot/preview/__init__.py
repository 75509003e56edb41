"""The stand-in, a small Discord on loopback, and its page."""
