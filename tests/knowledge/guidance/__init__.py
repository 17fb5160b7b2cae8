"""Tests of the guidance: its claims, its form, and the questions it must answer."""
