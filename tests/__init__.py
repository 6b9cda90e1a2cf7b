"""What is tried, and with what."""
