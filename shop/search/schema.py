"""The fields of the index: the words by which a product is found, with marks and without."""

from whoosh.fields import ID, KEYWORD, Schema

from shop.search.engine import Document
from shop.search.words import exact_words, folded_words

# Words arrive normalised and parted by spaces, so the index needs no analyser of ours:
# its schema is kept in the index by class names, which must not move.
SCHEMA = Schema(key=ID(unique=True, stored=True), exact=KEYWORD, folded=KEYWORD)


def fields_of(document: Document) -> dict[str, str]:
    """Return what the index keeps of a product's names."""
    return {
        "key": str(document.product_id),
        "exact": " ".join(exact_words(document.names)),
        "folded": " ".join(folded_words(document.names)),
    }
