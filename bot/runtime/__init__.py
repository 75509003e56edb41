"""An interaction's way in and out, and the process around it."""
