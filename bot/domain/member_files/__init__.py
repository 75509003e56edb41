"""Files of a member's own films: what they bring from elsewhere, and what they take along."""
