"""Reload: from a changed document to a verified version that answers, and back again."""
