"""The role: what a technical product owner decides, specifies and promises."""
