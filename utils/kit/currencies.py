"""Currencies, and how people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MIN_LETTERS_FOR_SPACED_DOLLAR = (
    2  # letters that may stand apart from their dollar sign; "a" is a word
)
# Codes that are known by nothing else here; those that are words, such as "ALL", are left out.
OTHER_CURRENCY_CODES = (
    "afn amd aoa ars azn bdt bgn bhd bif bnd bsd bwp byn bzd cdf clp crc cve dkk dop dzd "
    "egp etb fjd gel ghs gnf gtq gyd hnl hrk htg iqd isk jmd jod kes kgs khr kwd kzt lbp "
    "lkr lyd mdl mga mkd mmk mnt mur mvr mwk mzn nad nio npr omr pab pgk pkr pyg qar rsd rwf "
    "sar scr sdg srd syp szl tjs tmt tnd ttd tzs ugx uyu uzs xaf xcd xof xpf yer zmw"
)
# Spellings of currencies. A dollar sign alone may be any of the dollars.
CURRENCY_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "USD": (
        *("usd", "us$", "us $", "usd $", "usd$", "$us", "$ us", "us dollars", "us dollar"),
        *("u.s. dollars", "u.s. dollar"),
        *("american dollars", "american dollar", "united states dollar"),
    ),
    "$": ("$", "dollars", "dollar"),
    "EUR": ("eur", "€", "euros", "euro"),
    "GBP": (
        "gbp",
        "£",
        "british pounds",
        "british pound",
        "pounds sterling",
        "pound sterling",
        "pounds",
        "pound",
    ),
    "CAD": ("cad", "ca$", "c$", "can$", "cdn$", "cdn", "canadian dollars", "canadian dollar"),
    "AUD": ("aud", "au$", "a$", "australian dollars", "australian dollar", "au dollars"),
    "NZD": ("nzd", "nz$", "nz dollars", "zealand dollars", "zealand dollar"),  # "new" is a word
    "SGD": ("sgd", "s$", "sg$", "singapore dollars", "singapore dollar"),
    "HKD": ("hkd", "hk$", "hong kong dollars", "hong kong dollar"),
    "MXN": ("mxn", "mx$"),
    "BRL": ("brl", "r$", "reais"),
    "CHF": ("chf", "sfr", "fr", "swiss francs", "swiss franc", "francs"),
    "JPY": ("jpy", "¥", "yen"),
    "CNY": ("cny", "rmb", "yuan"),
    "INR": ("inr", "₹", "rs", "indian rupees", "indian rupee", "rupees", "rupee"),
    "KRW": ("krw", "₩"),
    "SEK": ("sek", "swedish kronor", "swedish krona"),
    "KR": ("kr", "kronor", "kroner"),  # of Sweden, Norway, or Denmark
    "PESO": ("pesos", "peso"),  # of several countries
    "NOK": ("nok", "norwegian kroner", "norwegian krone"),
    "PLN": ("pln", "zł", "zloty", "złoty"),
    "CZK": ("czk", "kč"),
    "RON": ("ron",),
    "ILS": ("ils", "₪", "shekels"),
    "ZAR": ("zar", "rand"),
    "TRY": ("try", "₺"),
    "UAH": ("uah", "₴"),
    "RUB": ("rub", "₽", "rubles"),
    "PHP": ("php", "₱"),
    "THB": ("thb", "฿", "baht"),
    "VND": ("vnd", "₫"),
    "NGN": ("ngn", "₦", "naira"),
    "COP": ("cop",),
    "TWD": ("twd", "nt$", "nt dollars", "taiwan dollars", "taiwan dollar"),
    "HUF": ("huf", "forint"),
    "IDR": ("idr", "rupiah"),
    "MYR": ("myr", "ringgit"),
    "AED": ("aed", "dirhams", "dirham"),
    **{code.upper(): (code,) for code in OTHER_CURRENCY_CODES.split()},
}


def _dollar_spellings(spelling: str) -> tuple[str, ...]:
    """Return how a dollar is written: "us$", "us $", and as in Québec, "$us" and "$ us"."""
    letters = spelling.removesuffix("$")
    if letters == spelling or len(letters) < MIN_LETTERS_FOR_SPACED_DOLLAR:
        return (spelling,)
    return spelling, f"{letters} $", f"${letters}", f"$ {letters}"


CURRENCY_CODE_BY_SPELLING = {
    said: code
    for code, spellings in CURRENCY_SPELLINGS.items()
    for one in spellings
    for said in _dollar_spellings(one)
}
