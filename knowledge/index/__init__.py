"""Index: vectors and inverted lists of passages, in folders that are written once."""
