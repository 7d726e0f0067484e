"""A decision's list before it is entered: which products it means, what comes of each row."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from shop.catalog.models import Product
from shop.certification import register
from shop.certification.desk import certificates_of
from shop.certification.import_errors import TwiceInList
from shop.certification.models import Certificate, DecisionImport, DecisionImportRow
from shop.certification.register import CodeDoubt, Place, Recognised
from shop.database import db
from shop.errors import ShopError
from shop.lib import clock
from shop.lib.text import fold, tone_normalised
from shop.producers.models import Producer
from shop.web.paging import Page, page_of

MOST_CANDIDATES = 5
LEAST_LIKENESS = 0.4  # share of words in common
# Lists shorten what a maker is; both spellings are one.
_SHORT = (
    ("hop tac xa", "htx"),
    ("to hop tac", "tht"),
    ("cong ty trach nhiem huu han", "cong ty tnhh"),
    ("co phan", "cp"),
    ("ho kinh doanh", "hkd"),
    ("ho san xuat", "hsx"),
)


class Outcome(StrEnum):
    """What will become of a row."""

    NEW = "new"
    SUPERSEDES = "supersedes"
    REFUSED = "refused"
    UNSETTLED = "unsettled"  # nobody has said which product it means
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Fate:
    """What will become of one row, and why."""

    row: DecisionImportRow
    outcome: Outcome
    place: Place | None = None
    refusal: ShopError | None = None
    doubt: CodeDoubt | None = None

    @property
    def needs_somebody(self) -> bool:
        return self.outcome in (Outcome.REFUSED, Outcome.UNSETTLED)


@dataclass(frozen=True)
class Known:
    """A product as lists are compared with it."""

    id: int
    name: str
    maker: str


class Directory:
    """The products of an officer's places, to be found by what a list calls them."""

    def __init__(self, products: Iterable[Known]) -> None:
        self.products = {each.id: each for each in products}

    @cached_property
    def _by_name(self) -> Mapping[str, list[Known]]:
        found: dict[str, list[Known]] = defaultdict(list)
        for each in self.products.values():
            found[tone_normalised(each.name)].append(each)
        return found

    @cached_property
    def _words(self) -> Mapping[int, frozenset[str]]:
        return {key: frozenset(fold(each.name).split()) for key, each in self.products.items()}

    @cached_property
    def _by_word(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for key, words in self._words.items():
            for word in words:
                found[word].append(key)
        return found

    def certain(self, name: str, maker: str) -> int | None:
        """Return the one product with this very name, marks included, of this maker."""
        same = [
            each.id
            for each in self._by_name.get(tone_normalised(" ".join(name.split())), ())
            if plain_maker(each.maker) == plain_maker(maker)
        ]
        return same[0] if len(same) == 1 else None

    def candidates(self, name: str, maker: str) -> list[Known]:
        """Return the products whose names have most words in common, with or without marks."""
        words = frozenset(fold(name).split())
        common = Counter(key for word in words for key in self._by_word.get(word, ()))
        wanted = plain_maker(maker)

        def likeness(key: int, shared: int) -> float:
            alike = shared / len(words | self._words[key])
            return alike + (plain_maker(self.products[key].maker) == wanted) * 0.5

        scored = ((likeness(key, shared), key) for key, shared in common.items())
        best = sorted((-score, key) for score, key in scored if score >= LEAST_LIKENESS)
        return [self.products[key] for _, key in best[:MOST_CANDIDATES]]


def directory(reach: ColumnElement[bool]) -> Directory:
    rows = db.session.execute(
        select(Product.id, Product.name_vi, Producer.name)
        .outerjoin(Product.producer)
        .where(reach)
        .order_by(Product.id)
    )
    return Directory(Known(key, name, maker or "") for key, name, maker in rows)


def plain_maker(name: str) -> str:
    """Return a maker's name as it is compared: without marks, and always in its short form."""
    text = " ".join(fold(name).split())
    for long, short in _SHORT:
        text = text.replace(long, short)
    return text


def find(import_id: int) -> DecisionImport | None:
    """Return the list of a decision with its rows, their products and makers."""
    return db.session.scalar(
        select(DecisionImport)
        .where(DecisionImport.id == import_id)
        .options(
            selectinload(DecisionImport.rows)
            .joinedload(DecisionImportRow.product)
            .joinedload(Product.producer)
            .options(joinedload(Producer.province), joinedload(Producer.commune))
        )
    )


def brought_by(user_id: int | None, number: int, size: int) -> Page[DecisionImport]:
    """Return a page of lists, the newest first.

    :param user_id: only those that this person has brought
    """
    query = select(DecisionImport).order_by(DecisionImport.id.desc())
    if user_id is not None:
        query = query.where(DecisionImport.created_by_id == user_id)
    return page_of(query, number, size)


def codes_of(decision: DecisionImport) -> dict[int | None, str]:
    """Return the public codes of the certificates that a list has brought."""
    rows = db.session.execute(
        select(Certificate.id, Certificate.public_id)
        .join(DecisionImportRow, DecisionImportRow.certificate_id == Certificate.id)
        .where(DecisionImportRow.import_id == decision.id)
    )
    return {key: code for key, code in rows}


def recognised_in(row: DecisionImportRow, decision: DecisionImport) -> Recognised:
    return Recognised(
        decision_no=decision.decision_no,
        issued_on=row.issued_on,
        stars=row.stars,
        score=row.score,
        issuer_level=decision.issuer_level,
        issuer_name=decision.issuer_name,
        certificate_no=row.certificate_no,
        product_code=row.product_code,
        product_name=row.product_name,
        producer_name=row.producer_name,
    )


def plan(decision: DecisionImport) -> list[Fate]:
    """Return what would become of each row now, by the rules of a single entry."""
    wanted = {row.product_id for row in decision.rows if row.product_id is not None}
    held = certificates_of(wanted)
    first_line: dict[int, int] = {}
    fates = []
    for row in decision.rows:
        fates.append(_fate(row, decision, held, first_line))
        if row.product_id is not None:
            first_line.setdefault(row.product_id, row.line)
    return fates


def fingerprint(fates: Iterable[Fate]) -> str:
    """Return a short text that differs as soon as anything of a plan does."""
    told = [
        (
            fate.row.id,
            fate.row.product_id,
            fate.outcome.value,
            fate.place.supersedes.id if fate.place and fate.place.supersedes else None,
        )
        for fate in fates
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _fate(
    row: DecisionImportRow,
    decision: DecisionImport,
    held: Mapping[int, list[Certificate]],
    first_line: Mapping[int, int],
) -> Fate:
    doubt = register.code_doubt(row.product_code, row.issued_on)
    if row.is_left_out:
        return Fate(row, Outcome.LEFT_OUT)
    recognised = recognised_in(row, decision)
    try:
        register.check(recognised, clock.today())
        if row.product_id is None:
            return Fate(row, Outcome.UNSETTLED, doubt=doubt)
        if row.product_id in first_line:
            raise TwiceInList(first_line[row.product_id])
        place = register.place_by_itself(recognised, held.get(row.product_id, []))
    except ShopError as refusal:
        return Fate(row, Outcome.REFUSED, refusal=refusal, doubt=doubt)
    outcome = Outcome.SUPERSEDES if place.supersedes else Outcome.NEW
    return Fate(row, outcome, place, doubt=doubt)
