"""What the search does after a change."""

from shop.jobs import job
from shop.search import services


@job("search.index_product")
def index_product(product_id: int) -> None:
    services.index_product(product_id)
