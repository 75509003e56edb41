"""Which films fit what a member asks for, and why."""
