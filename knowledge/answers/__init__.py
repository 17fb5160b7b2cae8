"""Answers: sentences quoted letter for letter, or an honest refusal."""
