"""Tables of films in whatever file: bytes in, rows with named columns out. Knows nothing of lists or members."""
