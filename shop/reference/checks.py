"""What must hold between the rows of the reference data."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any

from shop.catalog.models import ProductGroup
from shop.certification.models import IssuerLevel
from shop.lib.text import slugify, tone_normalised
from shop.reference.cells import first_day, year_in_code
from shop.reference.places import PlaceBook
from shop.reference.read import Problem, Table
from shop.reference.tables import Tables

PROVINCES, COMMUNES, HANOI_COMMUNES = 34, 3_321, 126
HANOI = "01"
DISTRICTS_ENDED_ON = date(2025, 7, 6)


def check(tables: Tables, groups: dict[int, ProductGroup]) -> Iterator[Problem]:
    """Yield every problem between rows that are each right by themselves.

    :param groups: product group of each criteria set
    """
    yield from _check_references(tables)
    yield from _check_units(tables)
    yield from _check_places(tables)
    yield from _check_products(tables, groups)
    yield from _check_issuers(tables)
    yield from _check_repeats(tables)
    yield from _check_trade_weeks(tables)


def _check_references(tables: Tables) -> Iterator[Problem]:
    provinces, communes = tables.provinces, tables.communes
    producers, products = tables.producers, tables.products
    for table, column, where in (
        (tables.communes, "province_code", provinces),
        (tables.former_communes, "new_commune_code", communes),
        (tables.producers, "commune_code", communes),
        (tables.sales_points, "commune_code", communes),
        (tables.trade_weeks, "commune_code", communes),
        (tables.craft_villages, "commune_code", communes),
        (tables.products, "producer_code", producers),
        (tables.recognitions, "product_code", products),
        (tables.prices, "product_code", products),
        (tables.product_facts, "product_code", products),
    ):
        if not where.is_read:
            continue  # its own problem says so; every row here would only repeat it
        for row in table.rows:
            code = getattr(row, column)
            if code is not None and code not in where.seen.get("code", {}):
                text = f"{code!r} is not in {where.file}; correct it or add the row there"
                yield table.problem(row.line, column, text)


def _check_units(tables: Tables) -> Iterator[Problem]:
    hanoi = sum(row.province_code == HANOI for row in tables.communes.rows)
    bad = tables.communes.lines - len(tables.communes.rows)
    for table, column, found, wanted, what in (
        (tables.provinces, "code", tables.provinces.lines, PROVINCES, "provinces"),
        (tables.communes, "code", tables.communes.lines, COMMUNES, "communes"),
        (tables.communes, "province_code", hanoi, HANOI_COMMUNES, "communes of Hà Nội"),
    ):
        if table.is_read and not found <= wanted <= found + bad:
            text = f"{found} {what} instead of {wanted}; restore what is missing"
            yield table.problem(1, column, text)
    names: dict[tuple[str, str], int] = {}
    for row in tables.communes.rows:
        name = tone_normalised(row.name)
        first = names.setdefault((row.province_code, name), row.line)
        if first != row.line:
            text = f"{row.name!r} stands on line {first} already for this province; remove one"
            yield tables.communes.problem(row.line, "name", text)
    if len(tables.former_communes.rows) < tables.former_communes.lines:
        return  # a row with a problem may be the main one
    main = Counter(
        (row.old_district_code, row.old_commune_code)
        for row in tables.former_communes.rows
        if row.is_main_successor
    )
    for former in tables.former_communes.rows:
        count = main[former.old_district_code, former.old_commune_code]
        if count != 1:
            text = f"{former.old_commune} has {count} main successors; mark one"
            yield tables.former_communes.problem(former.line, "is_main_successor", text)


def _check_places(tables: Tables) -> Iterator[Problem]:
    if not all(t.is_read for t in (tables.provinces, tables.communes, tables.former_communes)):
        return
    book = PlaceBook(tables)
    placed: Iterable[Table[Any]] = (
        tables.producers,
        tables.sales_points,
        tables.trade_weeks,
        tables.craft_villages,
    )
    for table in placed:
        for row in table.rows:
            if len({row.lat is None, row.lng is None, row.precision is None}) > 1:
                text = "lat, lng and precision go together; fill in all three or none"
                yield table.problem(row.line, "precision", text)
            if row.province and book.province_code(row.province) is None:
                text = f"{row.province!r} was and is no province; correct the name"
                column = "province" if "province" in table.columns else "district"
                yield table.problem(row.line, column, text)
            elif row.commune_code and not book.agrees(row):
                text = f"{row.commune_code} is not what became of {row.commune}, {row.district}"
                yield table.problem(row.line, "commune_code", f"{text}; correct one of them")


def _check_products(tables: Tables, groups: dict[int, ProductGroup]) -> Iterator[Problem]:
    recognised = tables.recognitions.seen.get("product_code", {})
    for row in tables.products.rows:
        if row.criteria_set in groups and groups[row.criteria_set] is not row.group:
            text = f"set {row.criteria_set} belongs to {groups[row.criteria_set]}, not {row.group}"
            yield tables.products.problem(row.line, "group", f"{text}; correct one of them")
        is_told = not tables.recognitions.is_read or row.code in recognised
        if (row.stars or row.recognised_year) and not is_told:
            text = f"no row of {tables.recognitions.file} tells of these stars; add it"
            yield tables.products.problem(row.line, "stars", text)


def _check_issuers(tables: Tables) -> Iterator[Problem]:
    for row in tables.recognitions.rows:
        if row.issuer_level is not IssuerLevel.DISTRICT or row.recognised_on is None:
            continue
        if first_day(row.recognised_on) >= DISTRICTS_ENDED_ON:
            text = f"no district certified any more on {row.recognised_on}; correct one of them"
            yield tables.recognitions.problem(row.line, "issuer_level", text)


def _check_repeats(tables: Tables) -> Iterator[Problem]:
    for table, column, key in (
        (tables.craft_villages, "name", lambda row: slugify(row.name)),
        (tables.products, "name", attrgetter("name", "producer_code")),
        (
            tables.recognitions,
            "recognised_on",
            attrgetter("product_code", "recognised_on", "stars", "decision_no"),
        ),
        (tables.prices, "pack", lambda row: (row.product_code, slugify(row.pack))),
        (tables.product_facts, "fact", attrgetter("product_code", "fact")),
        (tables.programme_totals, "measure", attrgetter("as_of", "scope", "measure", "source")),
        (
            tables.former_communes,
            "new_commune_code",
            attrgetter("old_district_code", "old_commune_code", "new_commune_code"),
        ),
    ):
        lines: dict[Hashable, list[int]] = defaultdict(list)
        for row in table.rows:
            lines[key(row)].append(row.line)
        for first, *others in lines.values():
            for line in others:
                text = f"says the same as line {first}; remove one of them"
                yield table.problem(line, column, text)


def _check_trade_weeks(tables: Tables) -> Iterator[Problem]:
    for row in tables.trade_weeks.rows:
        if not row.start_on and not year_in_code(row.code):
            text = "neither a date nor a year in the code; fill in the year"
            yield tables.trade_weeks.problem(row.line, "start_on", text)
        elif row.end_on and not row.start_on:
            text = "an end without a beginning; fill in start_on"
            yield tables.trade_weeks.problem(row.line, "start_on", text)
        elif row.start_on and row.end_on and first_day(row.end_on) < first_day(row.start_on):
            text = f"{row.end_on} is before {row.start_on}; correct one of them"
            yield tables.trade_weeks.problem(row.line, "end_on", text)
