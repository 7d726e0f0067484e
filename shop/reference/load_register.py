"""Load recognitions as stated, and the certificates that follow from them."""

import hashlib
from collections import defaultdict
from itertools import pairwise

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shop.catalog.models import Product
from shop.certification.desk import edited_recognitions
from shop.certification.models import (
    Certificate,
    CertificateStatus,
    IssuedPrecision,
    ProgrammeTotal,
    Recognition,
)
from shop.certification.rules import expiry_of
from shop.database import Origin
from shop.lib.codes import ALPHABET, CODE_LENGTH
from shop.reference.cells import first_day
from shop.reference.dataset import Dataset
from shop.reference.load_products import ids_by_code
from shop.reference.rows import ProducerRow, RecognitionRow
from shop.reference.sync import Tally, Values, sync

PRECISIONS = {4: IssuedPrecision.YEAR, 7: IssuedPrecision.MONTH, 10: IssuedPrecision.DAY}
RECOGNITION_KEY = ("product_id", "stated_on", "stars", "decision_no")


def load_recognitions(session: Session, data: Dataset) -> Tally:
    products = ids_by_code(session, Product)
    rows = (
        {
            "product_id": products[row.product_code],
            "stars": row.stars,
            "is_potential_five_star": row.potential_five_star,
            "stated_on": row.recognised_on,
            "decision_no": row.decision_no,
            "issuer_name": row.issuer,
            "issuer_level": row.issuer_level,
            "origin": Origin.REFERENCE,
            "source": row.source,
        }
        for row in data.tables.recognitions.rows
    )
    return sync(session, Recognition, RECOGNITION_KEY, rows).tally


def load_certificates(session: Session, data: Dataset) -> Tally:
    """Load a certificate for each recognition that states stars and at least a year."""
    products = ids_by_code(session, Product)
    recognitions = {
        tuple(key): number
        for number, *key in session.execute(
            select(Recognition.id, *(getattr(Recognition, name) for name in RECOGNITION_KEY))
        )
    }
    wording = _Wording(data)
    by_product: dict[int, list[Values]] = defaultdict(list)
    initial: dict[tuple[int], Values] = {}
    for row in data.tables.recognitions.rows:
        if row.stars is None or row.recognised_on is None:
            continue
        product_id = products[row.product_code]
        number = recognitions[product_id, row.recognised_on, row.stars, row.decision_no]
        certificate = wording.certificate(row) | {
            "product_id": product_id,
            "recognition_id": number,
        }
        by_product[product_id].append(certificate)
        initial[number,] = {
            "public_id": public_code(
                row.product_code, row.recognised_on, row.stars, row.decision_no
            ),
            "status": CertificateStatus.VERIFIED,
        }
    rows = [certificate for group in by_product.values() for certificate in group]
    # What the office has put right is a later word than the source's.
    edited = edited_recognitions()
    kept = [row for row in rows if row["recognition_id"] not in edited]
    tally = sync(session, Certificate, ("recognition_id",), kept, initial=initial).tally
    tally.kept += len(rows) - len(kept)
    for group in by_product.values():
        tally.changed += _supersede(session, group, may_be_new=tally.added > 0)
    return tally


def load_programme_totals(session: Session, data: Dataset) -> Tally:
    rows = (
        {
            "as_of": row.as_of,
            "scope": row.scope,
            "measure": row.measure,
            "value": row.value,
            "origin": Origin.REFERENCE,
            "source": row.source,
        }
        for row in data.tables.programme_totals.rows
    )
    return sync(session, ProgrammeTotal, ("as_of", "scope", "measure", "source"), rows).tally


def public_code(*about: object, length: int = CODE_LENGTH) -> str:
    """Return a public code: the same for the same facts, on any machine."""
    digest = hashlib.sha256("|".join(str(part or "") for part in about).encode()).digest()
    number = int.from_bytes(digest[:12])
    code = ""
    for _ in range(length):
        number, place = divmod(number, len(ALPHABET))
        code += ALPHABET[place]
    return code


def _supersede(session: Session, group: list[Values], *, may_be_new: bool) -> int:
    """End each certificate that still ran when a later one came; return how many ended anew."""
    group.sort(key=lambda each: (each["issued_on"], each["stars"]))
    count = 0
    for earlier, later in pairwise(group):
        if earlier["expires_on"] < later["issued_on"]:
            continue  # had lapsed by itself
        ended = session.execute(
            update(Certificate)
            .where(
                Certificate.recognition_id == earlier["recognition_id"],
                Certificate.status == CertificateStatus.VERIFIED,
                Certificate.origin == Origin.REFERENCE,
            )
            .values(status=CertificateStatus.SUPERSEDED, ended_on=later["issued_on"])
        )
        count += ended.rowcount  # type: ignore[attr-defined]
    return 0 if may_be_new else count


class _Wording:
    """Names and addresses as a certificate states them."""

    def __init__(self, data: Dataset) -> None:
        producers = {row.code: row for row in data.tables.producers.rows}
        self._of = {
            row.code: (row.name, producers.get(row.producer_code or ""))
            for row in data.tables.products.rows
        }

    def certificate(self, row: RecognitionRow) -> Values:
        assert row.recognised_on is not None
        issued_on = first_day(row.recognised_on)
        product_name, producer = self._of[row.product_code]
        return {
            "stars": row.stars,
            "decision_no": row.decision_no,
            "issuer_level": row.issuer_level,
            "issuer_name": row.issuer,
            "product_name": product_name,
            "producer_name": producer.name if producer else None,
            "producer_address": _address(producer) if producer else None,
            "issued_on": issued_on,
            "issued_precision": PRECISIONS[len(row.recognised_on)],
            "expires_on": expiry_of(issued_on),
            "origin": Origin.REFERENCE,
            "source": row.source,
        }


def _address(producer: ProducerRow) -> str | None:
    parts = (producer.village, producer.commune, producer.district, producer.province)
    return ", ".join(part for part in parts if part) or None
