"""What the course brings along for Jupyter: a server extension, and the setting that loads it."""
