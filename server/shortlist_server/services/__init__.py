"""What two features or more need: each service owns its state and knows no feature."""
