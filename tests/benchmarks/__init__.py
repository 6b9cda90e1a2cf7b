"""How fast and how heavy they are."""
