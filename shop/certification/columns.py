"""The columns of the open data, in their order, each with its meaning in words."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l

COLUMNS = {
    "id": _l("Public code in this register"),
    "url": _l("Page of the certificate"),
    "product_name": _l("Product, as recognised"),
    "product": _l("Name of the product's page"),
    "product_url": _l("Page of the product; empty while it is not on the market"),
    "group": _l("Product group, by its English name"),
    "criteria_set": _l("Official number of the criteria set, 1 to 26"),
    "producer_name": _l("Maker, as recognised"),
    "producer": _l("Name of the maker's page"),
    "producer_address": _l("Address of the maker, as recognised"),
    "province": _l("Code of the maker's province today"),
    "place": _l("Commune and province of the maker today"),
    "stars": _l("Stars as certified, whether they hold or not"),
    "stars_today": _l("Stars that hold on the day of the download; empty where none do"),
    "standing": _l("Worth on that day: active, extended, expired, revoked, superseded or coming"),
    "is_valid": _l("true while it is active or extended"),
    "issued": _l("Issued: year, month or day, as exactly as the source says"),
    "issued_precision": _l("day, month or year"),
    "expires_on": _l("Last day of the 36 months, where it is known"),
    "extended_until": _l("Last day of an extension"),
    "last_valid_day": _l("The later of both, where it is known"),
    "ended_on": _l("Day of revocation or replacement"),
    "revocation_reason": _l("Ground of revocation, by its English name (Article 8)"),
    "revocation_decision_no": _l("Decision that revokes"),
    "decision_no": _l("Number of the decision"),
    "certificate_no": _l("Number of the certificate"),
    "product_code": _l("Product code, as printed"),
    "issuer_level": _l("district, province or central"),
    "issuer_name": _l("Who issued it"),
    "score": _l("Points of 100"),
    "legal_document": _l("Decision whose criteria were used"),
    "scan_url": _l("Scan of the decision"),
    "source": _l("Where it was published; several are separated by “ ; ”"),
    "is_demo": _l("true for sample data"),
    "changed_at": _l("Last change of the row, in UTC"),
    "licence": _l("Under which the row is given"),
}


def cell(value: Any) -> object:
    """Return a value as a cell has it: true and false, ISO 8601, empty for what is not known."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
