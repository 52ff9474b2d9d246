"""Pictures of the capstone."""
