"""keep the register: who changed a certificate and why, and lists of decisions"""

import sqlalchemy as sa
from alembic import op

revision = "b7c15e93a2f4"
down_revision = "e2b6c0417d95"
branch_labels = None
depends_on = None

REASONS = (
    "false_dossier",
    "criteria_no_longer_met",
    "law_violation",
    "mark_misuse",
    "production_stopped",
    "authority_request",
)
KINDS = ("first", "upgrade", "reassessment")
LEVELS = ("district", "province", "central")
STATES = ("draft", "applied", "undone", "discarded")
STEPS = (
    "issued",
    "extended",
    "revoked",
    "superseded",
    "restored",
    "corrected",
    "day_confirmed",
)


def upgrade() -> None:
    with op.batch_alter_table("certificates") as table:
        table.add_column(sa.Column("revocation_decision_no", sa.String(length=60), nullable=True))
        table.add_column(sa.Column("kind", _one_of(KINDS, "kind"), nullable=True))
        table.add_column(sa.Column("supersedes_id", sa.Integer(), nullable=True))
        table.alter_column(
            "revocation_reason",
            existing_type=sa.String(length=60),
            type_=_one_of(REASONS, "revocation_reason"),
            existing_nullable=True,
        )
        table.create_foreign_key(
            op.f("fk_certificates_supersedes_id"), "certificates", ["supersedes_id"], ["id"]
        )
        table.create_unique_constraint(op.f("uq_certificates_supersedes_id"), ["supersedes_id"])
        table.create_unique_constraint(
            op.f("uq_certificates_product_id_decision_no"), ["product_id", "decision_no"]
        )
    op.create_table(
        "certificate_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("step", _one_of(STEPS, "step"), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        _refers("certificate_changes", "certificate_id", "certificates"),
        _refers("certificate_changes", "actor_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_changes")),
    )
    op.create_index(
        "ix_certificate_changes_certificate", "certificate_changes", ["certificate_id", "id"]
    )
    op.create_table(
        "decision_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("decision_no", sa.String(length=60), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("issuer_level", _one_of(LEVELS, "issuer_level"), nullable=False),
        sa.Column("issuer_name", sa.String(length=200), nullable=False),
        sa.Column("state", _one_of(STATES, "state"), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        _refers("decision_imports", "created_by_id", "users"),
        _refers("decision_imports", "settled_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_imports")),
    )
    op.create_index(
        op.f("ix_decision_imports_created_by_id"), "decision_imports", ["created_by_id"]
    )
    op.create_table(
        "decision_import_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("product_name", sa.String(length=200), nullable=False),
        sa.Column("producer_name", sa.String(length=200), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("score", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("certificate_no", sa.String(length=60), nullable=True),
        sa.Column("product_code", sa.String(length=60), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "NOT (is_left_out AND product_id IS NOT NULL)",
            name=op.f("ck_decision_import_rows_in_or_out"),
        ),
        _refers("decision_import_rows", "import_id", "decision_imports"),
        _refers("decision_import_rows", "product_id", "products"),
        _refers("decision_import_rows", "certificate_id", "certificates", ondelete="SET NULL"),
        sa.UniqueConstraint(
            "import_id", "line", name=op.f("uq_decision_import_rows_import_id_line")
        ),
        sa.UniqueConstraint("certificate_id", name=op.f("uq_decision_import_rows_certificate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_import_rows")),
    )


def downgrade() -> None:
    for table in ("decision_import_rows", "decision_imports", "certificate_changes"):
        op.drop_table(table)
    with op.batch_alter_table("certificates") as table:
        table.drop_constraint(op.f("uq_certificates_product_id_decision_no"), type_="unique")
        table.drop_constraint(op.f("uq_certificates_supersedes_id"), type_="unique")
        table.drop_constraint(op.f("fk_certificates_supersedes_id"), type_="foreignkey")
        table.alter_column(
            "revocation_reason",
            existing_type=_one_of(REASONS, "revocation_reason"),
            type_=sa.String(length=60),
            existing_nullable=True,
        )
        table.drop_constraint(op.f("ck_certificates_kind"), type_="check")
        table.drop_column("supersedes_id")
        table.drop_column("kind")
        table.drop_column("revocation_decision_no")


def _one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def _refers(
    table: str, column: str, to: str, *, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )
