"""The activities of the workshop kit, as the facilitator's notebook calls them."""

from utils.workshop.activities.class_debrief import ClassDebrief

__all__ = ["ClassDebrief"]
