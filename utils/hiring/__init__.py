"""Whether a technical product owner is needed, how to ask for one, how to choose."""
