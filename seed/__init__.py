"""What the catalogue is filled with."""
