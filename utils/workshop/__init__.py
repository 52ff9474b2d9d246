"""For the person in front of the room: a plan, notes, a key, handouts, and the class's answers."""
