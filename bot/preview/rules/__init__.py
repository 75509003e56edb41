"""What Discord refuses: a payload in, problems out. Pure functions, one file per subject."""
