"""What clients show: every text, the commands that it carries, and the shapes that travel."""
