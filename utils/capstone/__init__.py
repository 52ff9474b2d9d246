"""The capstone: one brief, nine parts, and what contradicts what."""
