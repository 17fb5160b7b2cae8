"""Whoever writes to the bot gets nothing that is not theirs, and makes it say nothing it should not."""
