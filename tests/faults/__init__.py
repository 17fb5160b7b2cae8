"""Faults of everything the bot depends on, and what people see of them."""
