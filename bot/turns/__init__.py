"""One turn, one way: a stored visit becomes a consultation's next state and its replies."""
