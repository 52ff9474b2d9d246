"""Everything the notebooks call: `kit`, which is shared, and one package per topic."""

from utils import browser

# Tells this package from another one called `utils`; see the first cell of each notebook.
COURSE = "technical-product-owner"

if browser.RUNS_IN_BROWSER:
    browser.prepare_browser_page()
