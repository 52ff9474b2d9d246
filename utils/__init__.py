"""Everything the notebooks call: `kit`, which is shared, and one package per topic."""

import gc

from utils import browser

# Tells this package from another one called `utils`; see the first cell of each notebook.
COURSE = "technical-product-owner"

if browser.RUNS_IN_BROWSER:
    browser.prepare_browser_page()

# Python looks for unreachable objects after every 700 new ones. Seldom is enough: the search goes
# through all of pandas and matplotlib, and takes a tenth of the time in which a notebook runs.
gc.set_threshold(max(10_000, gc.get_threshold()[0]))
