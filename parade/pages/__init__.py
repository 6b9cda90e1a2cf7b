"""Records to pages: {path: text}, pure."""
