"""The searchable form of a collection."""
