"""Ask and take in: forms, sheets, new records and new collections, all made from the fields."""
