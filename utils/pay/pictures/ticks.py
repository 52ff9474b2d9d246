"""How pay is written along an axis."""


def format_dollar_tick(dollars: float) -> str:
    """Return a tick in thousands of dollars."""
    return f"${dollars / 1000:,g}k" if dollars else "$0"
