"""Skills: where one's gaps are and in which order to close them."""
