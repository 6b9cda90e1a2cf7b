"""What a record, a problem and the settings of a collection are: the one definition."""
