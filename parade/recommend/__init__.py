"""What else fits beside a record, and why."""
