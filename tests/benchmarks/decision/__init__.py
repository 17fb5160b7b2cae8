"""How often the advice is right on documented cases, and how many questions it takes."""
