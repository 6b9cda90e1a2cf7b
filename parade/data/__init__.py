"""The records as open data, and such data taken back as records: all of it made from the fields."""
