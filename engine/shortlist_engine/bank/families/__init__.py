"""One module per theme; each registers its families when it is imported."""
