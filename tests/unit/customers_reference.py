"""Compute the values that `test_customers_reference.py` compares the models of lab 02c with.

    pip install scipy==1.17.1 statsmodels==0.15.0 lifelines==0.30.3
    python tests/unit/customers_reference.py    # writes customers_reference.json

These libraries are large and needed for nothing else, so the tests read the stored values.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

COUNTS = [(48, 120, 31, 118), (9, 14, 5, 15), (56, 70, 48, 80), (0, 10, 0, 20), (10, 10, 0, 20),
          (1, 3, 2, 3), (120, 400, 90, 380), (7, 250, 1, 240),
          (4999, 5000, 4990, 5000)]  # fmt: skip
SHARES = [(0.4, 31 / 118), (9 / 14, 1 / 3), (0.6, 0.7), (0.02, 0.05), (0.5, 0.52)]
AT = (0.5, 2, 8, 24, 72, 200, 500, 1000)


def waits(seed: int, size: int) -> tuple[list[float], list[bool]]:
    """Return made-up times with ties, and whether each is an arrival."""
    draw = random.Random(seed)
    times = [round(draw.expovariate(1 / 100), 1 if seed % 2 else 0) for _ in range(size)]
    return times, [draw.random() < 0.6 for _ in times]


def main() -> None:
    """Write the values."""
    import numpy as np
    from lifelines import KaplanMeierFitter
    from scipy import stats
    from statsmodels.stats import proportion

    found: dict[str, list] = {
        "newcombe": [],
        "wilson": [],
        "needed": [],
        "curve": [],
        "medians": [],
    }
    for one in COUNTS:
        low, high = proportion.confint_proportions_2indep(*one, method="newcomb", compare="diff")
        found["newcombe"].append([one, [low, high]])
        interval = stats.binomtest(one[0], one[1]).proportion_ci(method="wilson")
        found["wilson"].append([one[:2], [interval.low, interval.high]])
    for share, other in SHARES:
        needed = proportion.samplesize_proportions_2indep_onetail(
            share - other, other, 0.8, alpha=0.05, alternative="two-sided"
        )
        found["needed"].append([[share, other], needed])
    for seed, size in ((1, 40), (2, 200), (3, 7), (4, 120)):
        times, came = waits(seed, size)
        fitted = KaplanMeierFitter().fit(times, came)
        shares = [1 - float(fitted.survival_function_at_times(at).iloc[0]) for at in AT]
        expected = {"by": AT, "shares": shares, "median": float(fitted.median_survival_time_)}
        found["curve"].append([[times, came], expected])
    for seed, size in ((5, 121), (6, 301)):
        first, second = waits(seed, size)[0], waits(seed + 10, size)[0]
        made = stats.bootstrap(
            (first, second), lambda a, b, axis=-1: np.median(a, axis) - np.median(b, axis),
            n_resamples=20_000, method="percentile", rng=np.random.default_rng(1),
        )  # fmt: skip
        ends = [float(made.confidence_interval.low), float(made.confidence_interval.high)]
        found["medians"].append([first, second, float(np.median(first) - np.median(second)), ends])
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
