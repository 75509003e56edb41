"""Slash commands: parse, one service call, one reply."""
