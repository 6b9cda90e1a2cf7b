"""Municipalities: names now and before, size, distance."""
