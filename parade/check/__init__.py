"""Rules on records; each rule's docstring is the rule."""
