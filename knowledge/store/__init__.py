"""Store: the tables of the knowledge base, the truth from which every index is built."""
