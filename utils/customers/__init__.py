"""Customers and data: who arrives, what helped, who still calls an old version, what it pays."""
