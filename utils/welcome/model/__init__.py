"""Pure models of the welcome: what is missing, and which exercises fit into the time."""
