"""Text to `Problem`, and `Problem` to text: what users paste, what judges show, what the model reads."""
