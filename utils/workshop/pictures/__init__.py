"""What the models say, drawn and described: one file per subject."""
