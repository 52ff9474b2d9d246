"""The role room: what a technical product owner decides, specifies and promises."""
