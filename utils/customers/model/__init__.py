"""The models of the lab on customers and data: plain numbers in, plain numbers out."""
