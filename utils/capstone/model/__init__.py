"""Pure models of the capstone: the seeded brief, its checks, before and after."""
