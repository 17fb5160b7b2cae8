"""How well the knowledge base retrieves, refuses and scales: `python -m tests.benchmarks.retrieval`."""
