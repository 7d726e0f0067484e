"""Stars: what sources say of recognitions, and the register of certificates."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shop.catalog.models import Product
from shop.database import Base, Sourced, enum_column
from shop.lib import clock
from shop.media.models import File


class CertificateStatus(StrEnum):
    """What is stored; active, extended and expired are computed from the day."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REJECTED = "rejected"
    VERIFIED = "verified"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


class IssuedPrecision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class IssuerLevel(StrEnum):
    DISTRICT = "district"
    PROVINCE = "province"
    CENTRAL = "central"


class RecognitionKind(StrEnum):
    """What a decision does for a product, as its dossier asked."""

    FIRST = "first"
    UPGRADE = "upgrade"
    REASSESSMENT = "reassessment"


class RevocationReason(StrEnum):
    """Why a certificate is taken back: Quyết định 26/2026/QĐ-TTg, Article 8."""

    FALSE_DOSSIER = "false_dossier"
    CRITERIA_NO_LONGER_MET = "criteria_no_longer_met"
    LAW_VIOLATION = "law_violation"
    MARK_MISUSE = "mark_misuse"
    PRODUCTION_STOPPED = "production_stopped"
    AUTHORITY_REQUEST = "authority_request"


class ScoreSheet(Base):
    """The official score sheet of a criteria set, from the day it is in force."""

    __tablename__ = "score_sheets"
    __table_args__ = (UniqueConstraint("criteria_set_no", "effective_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    criteria_set_no: Mapped[int] = mapped_column(ForeignKey("criteria_sets.no"))
    legal_document: Mapped[str] = mapped_column(String(60))
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    sheet: Mapped[dict[str, Any]] = mapped_column(JSON)  # parts, sections, criteria, options


class Recognition(Sourced, Base):
    """What a published source says of a product's recognition, kept as it says it."""

    __tablename__ = "recognitions"
    __table_args__ = (
        UniqueConstraint("product_id", "stated_on", "stars", "decision_no"),
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    stars: Mapped[int | None]
    is_potential_five_star: Mapped[bool] = mapped_column(default=False)
    stated_on: Mapped[str | None] = mapped_column(String(10))  # YYYY, YYYY-MM or YYYY-MM-DD
    decision_no: Mapped[str | None] = mapped_column(String(60))
    issuer_name: Mapped[str | None] = mapped_column(String(200))
    issuer_level: Mapped[IssuerLevel | None] = enum_column(IssuerLevel, "issuer_level")

    product: Mapped[Product] = relationship()


class Certificate(Sourced, Base):
    """The stars that one decision gives one product, for 36 months."""

    __tablename__ = "certificates"
    __table_args__ = (
        CheckConstraint("stars BETWEEN 3 AND 5", name="stars_certified"),
        CheckConstraint("expires_on > issued_on", name="expires_after_issue"),
        CheckConstraint("extended_until > expires_on", name="extended_past_expiry"),
        CheckConstraint(
            "(extended_until IS NULL) = (extension_reason IS NULL)", name="extension_has_reason"
        ),
        # A decision covers a product once; another certificate takes its place once.
        UniqueConstraint("product_id", "decision_no"),
        UniqueConstraint("supersedes_id"),
        Index("ix_certificates_validity", "product_id", "status", "issued_on", "expires_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    recognition_id: Mapped[int | None] = mapped_column(ForeignKey("recognitions.id"), unique=True)
    stars: Mapped[int]
    score: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))  # points of 100
    certificate_no: Mapped[str | None] = mapped_column(String(60))
    decision_no: Mapped[str | None] = mapped_column(String(60), index=True)
    product_code: Mapped[str | None] = mapped_column(String(60))  # as printed
    issuer_level: Mapped[IssuerLevel | None] = enum_column(IssuerLevel, "issuer_level")
    issuer_name: Mapped[str | None] = mapped_column(String(200))
    legal_document: Mapped[str | None] = mapped_column(String(60))
    product_name: Mapped[str] = mapped_column(String(200))  # as recognised
    producer_name: Mapped[str | None] = mapped_column(String(200))
    producer_address: Mapped[str | None] = mapped_column(String(300))
    # Where only the month or year is stated, its first day: then each possible day is covered.
    issued_on: Mapped[date]
    issued_precision: Mapped[IssuedPrecision] = enum_column(
        IssuedPrecision, "issued_precision", default=IssuedPrecision.DAY
    )
    expires_on: Mapped[date] = mapped_column(index=True)  # last valid day
    extended_until: Mapped[date | None]
    extension_reason: Mapped[str | None] = mapped_column(String(500))
    status: Mapped[CertificateStatus] = enum_column(
        CertificateStatus, "status", default=CertificateStatus.VERIFIED
    )
    ended_on: Mapped[date | None]  # day of revocation or supersession
    revocation_reason: Mapped[RevocationReason | None] = enum_column(
        RevocationReason, "revocation_reason"
    )
    revocation_decision_no: Mapped[str | None] = mapped_column(String(60))
    kind: Mapped[RecognitionKind | None] = enum_column(RecognitionKind, "kind")  # None: not stated
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("certificates.id"))
    recorded_at: Mapped[datetime | None]
    # Programs that follow the register ask for what changed since.
    changed_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now, index=True)
    scan_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))  # of the decision

    product: Mapped[Product] = relationship()
    scan: Mapped[File | None] = relationship()
    changes: Mapped[list["CertificateChange"]] = relationship(
        back_populates="certificate", order_by="CertificateChange.id"
    )

    @property
    def last_day(self) -> date:
        return self.extended_until or self.expires_on

    def is_valid_on(self, day: date) -> bool:
        return self.status is CertificateStatus.VERIFIED and self.issued_on <= day <= self.last_day

    def days_left(self, day: date) -> int:
        return (self.last_day - day).days


class ChangeStep(StrEnum):
    ISSUED = "issued"
    EXTENDED = "extended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    RESTORED = "restored"  # what had taken its place was undone
    CORRECTED = "corrected"
    DAY_CONFIRMED = "day_confirmed"


class CertificateChange(Base):
    """One step of a certificate in the register, and what it said before; append-only."""

    __tablename__ = "certificate_changes"
    __table_args__ = (Index("ix_certificate_changes_certificate", "certificate_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    step: Mapped[ChangeStep] = enum_column(ChangeStep, "step")
    reason: Mapped[str | None] = mapped_column(String(500))
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # only what changed
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    certificate: Mapped[Certificate] = relationship(back_populates="changes")


class ImportState(StrEnum):
    DRAFT = "draft"
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"


class DecisionImport(Base):
    """The list of a recognition decision, kept from the upload through its entry and undoing."""

    __tablename__ = "decision_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    decision_no: Mapped[str] = mapped_column(String(60))
    decided_on: Mapped[date]  # where a row gives no day of its own
    issuer_level: Mapped[IssuerLevel] = enum_column(IssuerLevel, "issuer_level")
    issuer_name: Mapped[str] = mapped_column(String(200))
    state: Mapped[ImportState] = enum_column(ImportState, "state", default=ImportState.DRAFT)
    settled_at: Mapped[datetime | None]  # when it came to its state
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    rows: Mapped[list["DecisionImportRow"]] = relationship(
        back_populates="decision", order_by="DecisionImportRow.line"
    )


class DecisionImportRow(Base):
    """One product of a decision's list, as the file has it, and what it is taken for."""

    __tablename__ = "decision_import_rows"
    __table_args__ = (
        UniqueConstraint("import_id", "line"),
        CheckConstraint("NOT (is_left_out AND product_id IS NOT NULL)", name="in_or_out"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("decision_imports.id"))
    line: Mapped[int]  # of the file, from 1
    product_name: Mapped[str] = mapped_column(String(200))
    producer_name: Mapped[str] = mapped_column(String(200))
    stars: Mapped[int]
    score: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    certificate_no: Mapped[str | None] = mapped_column(String(60))
    product_code: Mapped[str | None] = mapped_column(String(60))
    issued_on: Mapped[date]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))  # None: not settled
    is_left_out: Mapped[bool] = mapped_column(default=False)
    certificate_id: Mapped[int | None] = mapped_column(
        ForeignKey("certificates.id", ondelete="SET NULL"), unique=True
    )

    decision: Mapped[DecisionImport] = relationship(back_populates="rows")
    product: Mapped[Product | None] = relationship()


class ProgrammeTotal(Sourced, Base):
    """A published total of the programme, beside which ours are shown."""

    __tablename__ = "programme_totals"
    __table_args__ = (UniqueConstraint("as_of", "scope", "measure", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    as_of: Mapped[str] = mapped_column(String(10))
    scope: Mapped[str] = mapped_column(String(120))
    measure: Mapped[str] = mapped_column(String(80))
    value: Mapped[Decimal] = mapped_column(Numeric(16, 2))
