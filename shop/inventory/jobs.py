"""What the stock does by itself."""

from shop.inventory import services
from shop.jobs import job


@job("inventory.release_lapsed")
def release_lapsed() -> None:
    services.release_lapsed()
