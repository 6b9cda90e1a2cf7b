"""Files to records that know the place of every value, and back."""
