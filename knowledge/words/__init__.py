"""Words: what a text or a question says, as stems, other names, and what it wants to hear."""
