"""Pages to a site: built, swapped in when complete, served."""
