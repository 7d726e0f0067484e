"""The words for what a certificate is worth, who gave it and why it ended."""

from flask_babel import lazy_gettext as _l

from shop.certification.models import IssuerLevel
from shop.certification.rules import Standing

STANDINGS = {
    Standing.UNISSUED: (_l("Not issued"), "soft"),
    Standing.COMING: (_l("Not yet in force"), "info"),
    Standing.ACTIVE: (_l("In force"), "ok"),
    Standing.EXTENDED: (_l("Extended"), "warn"),
    Standing.EXPIRED: (_l("Expired"), "soft"),
    Standing.REVOKED: (_l("Revoked"), "bad"),
    Standing.SUPERSEDED: (_l("Replaced"), "soft"),
}

ISSUER_LEVELS = {
    IssuerLevel.DISTRICT: _l("District People's Committee"),
    IssuerLevel.PROVINCE: _l("Provincial People's Committee"),
    IssuerLevel.CENTRAL: _l("Ministry"),
}

# Article 8
REVOCATION_REASONS = {
    "false_dossier": _l("The dossier was false."),
    "criteria_no_longer_met": _l("The criteria are no longer met."),
    "law_violation": _l("The law was broken."),
    "mark_misuse": _l("The mark was misused."),
    "production_stopped": _l("Production has stopped."),
    "authority_request": _l("An authority asked for it."),
}
