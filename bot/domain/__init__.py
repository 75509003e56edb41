"""Rules: pure functions on frozen data."""
