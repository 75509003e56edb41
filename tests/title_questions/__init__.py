"""Questions to the title index: made by a seeded generator, and made by hand."""
