"""For the person in front of the room: a plan, notes, a key, and pages to print."""
