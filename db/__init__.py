"""What is stored: the only place with SQL."""
