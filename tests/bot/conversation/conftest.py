"""Few examples of a law in every run; ten thousand with `--hypothesis-profile=thorough`."""

from hypothesis import settings

settings.register_profile("thorough", max_examples=10_000, deadline=None, database=None)
