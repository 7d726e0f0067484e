"""let makers keep their range: states of a listing, label facts, old addresses, requests"""

import sqlalchemy as sa
from alembic import op

revision = "8e2b6f41c7a3"
down_revision = "a41b7c02d9e6"
branch_labels = None
depends_on = None

FACTS_BEFORE = (
    "ingredients",
    "net_weight",
    "shelf_life",
    "storage",
    "gtin",
    "material",
    "alcohol_percent",
)
FACTS = (
    "supplement",
    "not_medicine",
    "ingredients",
    "alcohol_percent",
    "composition",
    "material",
    "specification",
    "net_weight",
    "shelf_life",
    "usage",
    "storage",
    "care",
    "warnings",
    "made_year",
    "gtin",
    "origin",
)
STATES = ("draft", "pending_review", "published", "unpublished", "rejected", "taken_down")


def upgrade() -> None:
    with op.batch_alter_table("products") as table:
        table.add_column(sa.Column("collective_mark_owner", sa.String(length=200), nullable=True))
        table.add_column(
            sa.Column("harvest_months", sa.Integer(), nullable=False, server_default="0")
        )
        table.add_column(sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
        table.create_check_constraint(
            op.f("ck_products_twelve_months"), "harvest_months BETWEEN 0 AND 4095"
        )
    with op.batch_alter_table("products") as table:
        table.alter_column(
            "harvest_months", existing_type=sa.Integer(), nullable=False, server_default=None
        )
    _change_kinds(FACTS_BEFORE, FACTS)
    op.create_table(
        "product_slugs",
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_product_slugs_product_id")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_product_slugs")),
    )
    op.create_index(op.f("ix_product_slugs_product_id"), "product_slugs", ["product_id"])
    op.create_table(
        "listing_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("from_status", _one_of(STATES, "from_status"), nullable=False),
        sa.Column("to_status", _one_of(STATES, "to_status"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("demanded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["users.id"], name=op.f("fk_listing_changes_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_listing_changes_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_changes")),
    )
    op.create_index("ix_listing_changes_product", "listing_changes", ["product_id", "id"])
    op.create_table(
        "contact_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("message", sa.String(length=1000), nullable=False),
        sa.Column("wished_on", sa.Date(), nullable=True),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["users.id"], name=op.f("fk_contact_requests_done_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_contact_requests_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_requests")),
    )
    op.create_index("ix_contact_requests_product", "contact_requests", ["product_id", "id"])


def downgrade() -> None:
    for table in ("contact_requests", "listing_changes", "product_slugs"):
        op.drop_table(table)
    known = ", ".join(f"'{kind}'" for kind in FACTS_BEFORE)
    op.execute(f"DELETE FROM product_facts WHERE kind NOT IN ({known})")  # noqa: S608 (our own)
    _change_kinds(FACTS, FACTS_BEFORE)
    with op.batch_alter_table("products") as table:
        table.drop_constraint(op.f("ck_products_twelve_months"), type_="check")
        table.drop_column("edited_at")
        table.drop_column("harvest_months")
        table.drop_column("collective_mark_owner")


def _change_kinds(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    with op.batch_alter_table("product_facts") as table:
        table.alter_column(
            "kind",
            existing_type=_one_of(before, "kind"),
            type_=_one_of(after, "kind"),
            existing_nullable=False,
        )


def _one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)
