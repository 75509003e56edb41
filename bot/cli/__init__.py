"""What `python -m bot` can do, one file a command. Nothing of a command is loaded before it is asked for."""
