"""The words for filters and orders of the list."""

from flask_babel import lazy_gettext as _l

from shop.search.rules import By, Closeness, Sort

FILTERS = {
    "q": _l("the words"),
    "stars": _l("stars"),
    "group": _l("group"),
    "set": _l("kind"),
    "province": _l("province"),
    "commune": _l("commune"),
    "producer": _l("maker"),
    "village": _l("craft village"),
    "point": _l("sales point"),
    "price": _l("price"),
    "price_min": _l("lowest price"),
    "price_max": _l("highest price"),
    "in_stock": _l("in stock"),
    "sort": _l("sorting"),
    "page": _l("page number"),
}

SORTS = {
    Sort.RELEVANCE: _l("Best match"),
    Sort.NEWEST: _l("Newest first"),
    Sort.PRICE: _l("Lowest price first"),
    Sort.PRICE_DOWN: _l("Highest price first"),
    Sort.STARS: _l("Most stars first"),
}

# What each step of an order looks at, as the page about the ranking tells it.
STEPS = {
    By.CLOSENESS: _l("how well it answers your words, from the first line below to the last"),
    By.STOCK: _l("what can be sent today comes before what cannot"),
    By.STARS: _l("more stars of a certificate valid today come first"),
    By.NEWEST: _l("what came to the market last comes first"),
    By.PRICE: _l("the lower price of the cheapest pack comes first; what has no price, last"),
    By.PRICE_DOWN: _l("the higher price of the cheapest pack comes first; what has no price, last"),
    By.TURNS: _l("makers take turns: the first product of each, then the second of each"),
}

CLOSENESS = {
    Closeness.SAME_NAME: _l("its name is exactly what you typed"),
    Closeness.SAME_NAME_IN_OTHER_MARKS: _l("its name is what you typed without marks"),
    Closeness.PHRASE: _l("its name holds your words side by side, with their marks"),
    Closeness.PHRASE_IN_OTHER_MARKS: _l(
        "its name holds side by side the words that you typed without marks"
    ),
    Closeness.PHRASE_BY_OTHER_NAME: _l(
        "its name holds, side by side, what your words are called elsewhere, such as heo for lợn"
    ),
    Closeness.WORDS_IN_NAME: _l("its name holds all your words, with their marks"),
    Closeness.WORDS_IN_NAME_IN_OTHER_MARKS: _l(
        "its name holds all the words that you typed without marks"
    ),
    Closeness.WORDS_IN_NAME_BY_OTHER_NAME: _l(
        "its name holds what all your words are called elsewhere"
    ),
    Closeness.WORDS_ANYWHERE: _l("your words stand in its maker, place, kind or collective mark"),
    Closeness.IN_PLACE: _l("it comes from where the old place name you typed is today"),
    Closeness.IN_STORY: _l("your words stand in its story or ingredients"),
    Closeness.NAME_IN_UNASKED_MARKS: _l("its name holds your words, but in other marks"),
    Closeness.ANYWHERE_IN_UNASKED_MARKS: _l(
        "your words stand in its maker, place, kind or collective mark, but in other marks"
    ),
}
