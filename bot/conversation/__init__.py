"""The dialogue as a pure function: consultation and turn in, consultation and replies out."""
