"""/daily through the wire, and the posts that come of it."""
