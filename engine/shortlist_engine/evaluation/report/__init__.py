"""What a run is reported as: a document, its page and figures, and what sets two runs apart."""
