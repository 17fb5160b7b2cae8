"""Tests of the decision engine: laws, tables, and refused data files."""
