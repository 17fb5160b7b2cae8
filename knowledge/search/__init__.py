"""Search: the passages that speak of a question, and how much of it they speak of."""
