"""A class's work, read from a folder and counted; nobody is named who didn't agree to be."""
