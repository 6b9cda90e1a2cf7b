"""The theme, as an installed MkDocs theme: our frame in Material's page."""
