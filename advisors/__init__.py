"""Facts in, advice out: pure, deterministic, from data files with sources."""
