"""How good search and recommendations are, as figures."""
