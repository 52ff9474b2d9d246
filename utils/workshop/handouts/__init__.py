"""Worksheets, the facilitator's copies, and slides, made from the notebooks as they are stored."""
