"""Editions: a version opened for questions, and which one answers whom."""
