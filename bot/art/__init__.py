"""How posters look: film to SVG to picture."""
