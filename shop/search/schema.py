"""The fields of the index: the words by which a product is found, with marks and without."""

from whoosh.fields import ID, KEYWORD, Schema

from shop.search.words import exact_words, folded_words

# Words arrive normalised and parted by spaces, so the index needs no analyser of ours:
# its schema is kept in the index by class names, which must not move.
SCHEMA = Schema(key=ID(unique=True, stored=True), exact=KEYWORD, folded=KEYWORD)


def document(product_id: int, text: str) -> dict[str, str]:
    """Return what the index keeps of a product.

    :param text: all words by which it is found
    """
    return {
        "key": str(product_id),
        "exact": " ".join(exact_words(text)),
        "folded": " ".join(folded_words(text)),
    }
