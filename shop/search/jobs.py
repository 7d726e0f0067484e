"""What the search does after a change."""

from shop.jobs import job
from shop.search import services


@job("search.index_product")
def index_product(product_id: int) -> None:
    services.index_products([product_id])


@job("search.index_products")
def index_products(product_ids: list[int]) -> None:
    services.index_products(product_ids)


@job("search.rebuild")
def rebuild() -> None:
    services.rebuild()
