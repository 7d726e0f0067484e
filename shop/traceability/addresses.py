"""Public addresses of lots: built for labels, read back as they were sent."""

from urllib.parse import quote, unquote, urlsplit

from flask import current_app, request, url_for

from shop.lib import gs1
from shop.traceability.models import Lot


def base_url() -> str:
    """Return the shop's public address, by the setting or else by the request."""
    return current_app.config["BASE_URL"] or request.host_url.rstrip("/")


def link_gtin(lot: Lot) -> str | None:
    """Return the number under which the world finds a lot's goods; None where there is none."""
    numbers = [
        pack.gtin
        for pack in lot.product.variants
        if pack.gtin and pack.is_active and not gs1.is_restricted(pack.gtin)
    ]
    return numbers[0] if numbers else None


def label_url(lot: Lot, gtin: str | None) -> str:
    """Return what a label's QR code holds: a Digital Link, or our own code without a number.

    :param gtin: of the pack that the label goes onto
    """
    if gtin is None or gs1.is_restricted(gtin):
        return base_url() + url_for("traceability.by_code", code=lot.code)
    return gs1.digital_link(base_url(), gtin, lot=lot.lot_no)


def trace_path(gtin: str, lot_no: str | None = None, serial: str | None = None) -> str:
    """Return the path of a trace page; a slash inside a lot number stays inside it."""
    # The router would leave such a slash bare.
    parts = [part for part in (lot_no, serial) if part]
    return url_for("traceability.trace", gtin=gtin) + "".join(
        f"/{quote(part, safe='')}" for part in parts
    )


def raw_path() -> str:
    """Return the request's path as it was sent, its percent signs not yet undone."""
    sent = request.environ.get("REQUEST_URI") or request.environ.get("RAW_URI")
    if not sent:
        return quote(request.path)
    path = urlsplit(sent).path if "://" in sent else sent.partition("?")[0]
    return path.removeprefix(request.root_path.rstrip("/"))


def sent_segments() -> list[str]:
    """Return the request's path by its segments, each with its percent signs undone."""
    return [unquote(segment) for segment in raw_path().strip("/").split("/")]
