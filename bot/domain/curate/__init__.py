"""Lists that a club curates itself: read from files, edited, brought up to date by new editions, given out again."""
