"""Hostile input: payloads, files, and collections made of them."""
