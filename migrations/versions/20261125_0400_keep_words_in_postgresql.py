"""keep the words of products where PostgreSQL searches them"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

revision = "c4e18b7d2f60"
down_revision = "c92d5e07f1b8"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")
INDEXES = {"names": None, "told": None, "exact": "gin_trgm_ops", "folded": "gin_trgm_ops"}
EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"


def upgrade() -> None:
    op.create_table(
        "search_documents",
        sa.Column("product_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("names", WORDS, nullable=False),
        sa.Column("told", WORDS, nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_search_documents_product_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_search_documents")),
    )
    op.create_table(
        "search_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
    )
    # On SQLite the tables stay empty, and so do their indexes.
    if op.get_bind().dialect.name == "postgresql":
        _make_extension()
    for column, operators in INDEXES.items():
        op.create_index(
            f"ix_search_documents_{column}",
            "search_documents",
            [column],
            postgresql_using="gin",
            postgresql_ops={column: operators} if operators else {},
        )


def downgrade() -> None:
    op.drop_table("search_words")
    op.drop_table("search_documents")


def _make_extension() -> None:
    try:
        op.execute(EXTENSION)
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0]
        raise SystemExit(
            f"error: PostgreSQL does not let this account add pg_trgm ({reason}); "
            f"as its administrator run: {EXTENSION}"
        ) from None
