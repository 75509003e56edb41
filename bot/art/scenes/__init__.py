"""What posters show: one function per scene, grouped by subject."""
