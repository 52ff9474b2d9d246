"""What the interface lab draws, each with its description."""
