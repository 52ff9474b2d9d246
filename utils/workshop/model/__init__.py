"""The models of the facilitator's guide: plain numbers in, plain numbers out."""
