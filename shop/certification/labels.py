"""The words for what a certificate is worth, who gave it and why it ended."""

from flask_babel import lazy_gettext as _l

from shop.certification.decisions import Outcome
from shop.certification.models import (
    ChangeStep,
    ImportState,
    IssuedPrecision,
    IssuerLevel,
    RecognitionKind,
    RevocationReason,
)
from shop.certification.register import CodeDoubt
from shop.certification.rules import Standing

STANDINGS = {
    Standing.DRAFT: (_l("Draft"), "soft"),
    Standing.SUBMITTED: (_l("Under assessment"), "soft"),
    Standing.REJECTED: (_l("Refused"), "soft"),
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
    RevocationReason.FALSE_DOSSIER: _l("The dossier was false."),
    RevocationReason.CRITERIA_NO_LONGER_MET: _l("The criteria are no longer met."),
    RevocationReason.LAW_VIOLATION: _l("The law was broken."),
    RevocationReason.MARK_MISUSE: _l("The mark was misused."),
    RevocationReason.PRODUCTION_STOPPED: _l("Production has stopped."),
    RevocationReason.AUTHORITY_REQUEST: _l("An authority asked for it."),
}

KINDS = {
    RecognitionKind.FIRST: _l("First recognition"),
    RecognitionKind.UPGRADE: _l("Upgrade to more stars"),
    RecognitionKind.REASSESSMENT: _l("Re-recognition"),
}

STEPS = {
    ChangeStep.ISSUED: _l("Recorded"),
    ChangeStep.EXTENDED: _l("Extended"),
    ChangeStep.REVOKED: _l("Revoked"),
    ChangeStep.SUPERSEDED: _l("Replaced by a newer certificate"),
    ChangeStep.RESTORED: _l("In force again: the newer entry was undone"),
    ChangeStep.CORRECTED: _l("Entry corrected"),
    ChangeStep.DAY_CONFIRMED: _l("Day of issue confirmed"),
}

CODE_DOUBTS = {
    CodeDoubt.WITH_DISTRICT: _l(
        "The product code names a district, which no code does since July 2025. "
        "It is kept as printed."
    ),
    CodeDoubt.UNKNOWN_SHAPE: _l(
        "The product code is not written like province-commune-number-year. It is kept as printed."
    ),
    CodeDoubt.OTHER_YEAR: _l(
        "The year in the product code is not that of the assessment. It is kept as printed."
    ),
}

IMPORT_STATES = {
    ImportState.DRAFT: (_l("Waits for you"), "warn"),
    ImportState.APPLIED: (_l("Entered"), "ok"),
    ImportState.UNDONE: (_l("Undone"), "soft"),
    ImportState.DISCARDED: (_l("Put aside"), "soft"),
}

OUTCOMES = {
    Outcome.NEW: (_l("New certificate"), "ok"),
    Outcome.SUPERSEDES: (_l("Takes an older one's place"), "info"),
    Outcome.REFUSED: (_l("Cannot be entered"), "bad"),
    Outcome.UNSETTLED: (_l("Which product?"), "warn"),
    Outcome.LEFT_OUT: (_l("Left out"), "soft"),
}

PRECISIONS = {
    IssuedPrecision.DAY: _l("to the day"),
    IssuedPrecision.MONTH: _l("to the month"),
    IssuedPrecision.YEAR: _l("to the year"),
}

# What a correction can change, in the order in which pages name it.
FIELDS = {
    "stars": _l("Stars"),
    "score": _l("Score out of 100"),
    "decision_no": _l("Decision number"),
    "certificate_no": _l("Certificate number"),
    "product_code": _l("Product code"),
    "issued_on": _l("Day of issue"),
    "issued_precision": _l("How exactly the day is known"),
    "expires_on": _l("Last valid day"),
    "extended_until": _l("Extended until"),
    "issuer_level": _l("Who certifies"),
    "issuer_name": _l("Issued by"),
    "legal_document": _l("Criteria"),
    "product_name": _l("Product as recognised"),
    "producer_name": _l("Maker as recognised"),
    "producer_address": _l("Its address then"),
    "ended_on": _l("Ended on"),
    "revocation_reason": _l("Ground"),
    "revocation_decision_no": _l("Decision that revokes"),
    "scan_id": _l("Scan of the decision"),
}
