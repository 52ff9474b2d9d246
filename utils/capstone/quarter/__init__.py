"""The twelve weeks in words: what happened each week and why, what is asked, and who stays."""
