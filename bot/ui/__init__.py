"""How things look in Discord and what their buttons do."""
