"""Parade: practice examples as records; a searchable site with explained recommendations."""
