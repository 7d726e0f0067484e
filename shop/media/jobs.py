"""What happens to pictures in the background."""

from shop.jobs import job
from shop.media.services import renditions, sweep


@job("media.make_renditions")
def make_renditions(master_id: int) -> None:
    renditions.make(master_id)


@job("media.sweep")
def sweep_files() -> None:
    sweep()
