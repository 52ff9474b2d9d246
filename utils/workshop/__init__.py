"""What someone needs who runs the course for a class: plan, notes, handouts, and debrief."""
