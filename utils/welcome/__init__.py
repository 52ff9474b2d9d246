"""The way in: is everything here, which route to take, what to keep."""
