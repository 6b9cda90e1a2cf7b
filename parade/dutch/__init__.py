"""Dutch words: all that another language would replace."""
