"""The market as schema.org has it, for machines that read its home page."""

from typing import Any

from flask import current_app, url_for

from shop.traceability.addresses import base_url


def market_for_machines() -> dict[str, Any]:
    """Return who runs the market and how it is searched."""
    settings = current_app.config
    home = base_url() + url_for("search.home")
    operator = {
        "@type": "Organization",
        "@id": f"{home}#operator",
        "name": settings["SITE_OPERATOR_NAME"] or settings["SITE_NAME"],
        "url": home,
        "email": settings["SITE_OPERATOR_EMAIL"],
        "telephone": settings["SITE_OPERATOR_PHONE"],
        "address": settings["SITE_OPERATOR_ADDRESS"],
    }
    site = {
        "@type": "WebSite",
        "name": settings["SITE_NAME"],
        "url": home,
        "inLanguage": ["vi", "en"],
        "publisher": {"@id": operator["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": base_url() + url_for("search.products") + "?q={search_term_string}",
            "query-input": "required name=search_term_string",
        },
    }
    told = {name: value for name, value in operator.items() if value}
    return {"@context": "https://schema.org", "@graph": [told, site]}
