"""The case on disk: engine, transactions and every query."""
