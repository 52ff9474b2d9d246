"""Everything the notebooks call: `kit`, which is shared, and one package per topic."""
