"""Passages: a document cut along its headings, every offset exact."""
