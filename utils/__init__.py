"""Everything the notebooks call: `kit`, which is shared, and one package per topic."""

import gc

from utils import browser

# Tells this package from another one called `utils`; see the first cell of each notebook.
COURSE = "technical-product-owner"

if browser.RUNS_IN_BROWSER:
    browser.configure_for_browser()

# Python searches for unreachable objects after every few hundred new ones. Less often is enough:
# the search goes through all of pandas and matplotlib, and costs about 6% of a notebook's run.
gc.set_threshold(max(10_000, gc.get_threshold()[0]))
