"""Customers and data: who arrives, what helped, who still calls the old version, what it's worth."""
