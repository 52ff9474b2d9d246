"""What the course brings along for Jupyter: a server extension, and settings that load it."""
