"""Pictures of the workshop kit."""
