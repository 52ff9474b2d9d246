"""Pay: what the pay figures of a technical product owner can and cannot tell."""
