"""The index of words in PostgreSQL; on SQLite these tables stay empty."""

from sqlalchemy import DDL, ForeignKey, Index, Text, event
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from shop.database import Base

# The words are parted here, by the one normaliser, and never by a parser of the server.
_WORDS = Text().with_variant(TSVECTOR(), "postgresql")
TRIGRAMS = "gin_trgm_ops"


class SearchDocument(Base):
    """The words of one product: as they are written, and behind a "~" without their marks."""

    __tablename__ = "search_documents"
    __table_args__ = (
        Index("ix_search_documents_names", "names", postgresql_using="gin"),
        Index("ix_search_documents_told", "told", postgresql_using="gin"),
        *(
            Index(
                f"ix_search_documents_{column}",
                column,
                postgresql_using="gin",
                postgresql_ops={column: TRIGRAMS},
            )
            for column in ("exact", "folded")
        ),
    )

    product_id: Mapped[int] = mapped_column(
        ForeignKey("products.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    names: Mapped[str] = mapped_column(_WORDS)
    told: Mapped[str] = mapped_column(_WORDS)  # of names and story
    # Names and story in their order, for words that stand side by side.
    exact: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)


class SearchWord(Base):
    """A word of the names, with its marks, to correct slips by."""

    __tablename__ = "search_words"

    word: Mapped[str] = mapped_column(Text, primary_key=True)


event.listen(
    SearchDocument.__table__,
    "before_create",
    DDL("CREATE EXTENSION IF NOT EXISTS pg_trgm").execute_if(dialect="postgresql"),
)
