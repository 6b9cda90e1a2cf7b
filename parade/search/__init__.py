"""A question to hits with reasons, here and in the browser."""
