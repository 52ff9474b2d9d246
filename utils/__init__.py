"""Everything the notebooks call: `kit`, which is shared, and one package per topic."""

# Tells this package from another one called `utils`; see the first cell of each notebook.
COURSE = "technical-product-owner"
