"""What pages are built of: components, custom ids, text within Discord's limits."""
