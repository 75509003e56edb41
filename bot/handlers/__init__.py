"""What a member does, one file per noun: its slash command, its autocomplete, its presses."""
