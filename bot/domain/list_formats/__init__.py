"""The one reader of curated lists: whatever file a curator has in, a draft of the list out; and into our own form."""
