"""Currencies, and how people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Spellings of currencies. A dollar sign alone may be any of the dollars.
CURRENCY_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "USD": ("usd", "us$", "us dollars", "us dollar", "united states dollar"),
    "$": ("$", "dollars", "dollar"),
    "EUR": ("eur", "€", "euros", "euro"),
    "GBP": ("gbp", "£", "pounds sterling", "pound sterling", "pounds", "pound"),
    "CAD": ("cad", "ca$", "c$", "can$", "canadian dollars", "canadian dollar"),
    "AUD": ("aud", "au$", "a$", "australian dollars", "australian dollar"),
    "NZD": ("nzd", "nz$"),
    "SGD": ("sgd", "s$"),
    "HKD": ("hkd", "hk$"),
    "MXN": ("mxn", "mx$"),
    "BRL": ("brl", "r$"),
    "CHF": ("chf", "sfr", "fr", "swiss francs", "francs"),
    "JPY": ("jpy", "¥", "yen"),
    "CNY": ("cny", "rmb", "yuan"),
    "INR": ("inr", "₹", "rs", "rupees", "rupee"),
    "KRW": ("krw", "₩"),
    "SEK": ("sek",),
    "KR": ("kr",),  # of Sweden, Norway, or Denmark
    "NOK": ("nok",),
    "DKK": ("dkk",),
    "PLN": ("pln", "zł"),
    "CZK": ("czk", "kč"),
    "HUF": ("huf",),
    "RON": ("ron",),
    "ILS": ("ils", "₪"),
    "ZAR": ("zar",),
    "TRY": ("try", "₺"),
    "UAH": ("uah", "₴"),
    "RUB": ("rub", "₽"),
    "PHP": ("php", "₱"),
    "THB": ("thb", "฿"),
    "VND": ("vnd", "₫"),
    "NGN": ("ngn", "₦"),
    "AED": ("aed",),
    "SAR": ("sar",),
    "ARS": ("ars",),
    "CLP": ("clp",),
    "COP": ("cop",),
    "IDR": ("idr",),
    "MYR": ("myr",),
    "TWD": ("twd", "nt$"),
}
CURRENCY_BY_SPELLING = {
    said: code for code, spellings in CURRENCY_SPELLINGS.items() for said in spellings
}
