"""Send messages: a row of the transaction they tell of, rendered and delivered after it."""

from typing import Any
from uuid import uuid4

from flask import current_app, has_request_context, request

from shop.jobs import enqueue

# Where the shop is found while nobody has said so: `make run` without BASE_URL.
UNNAMED = "http://127.0.0.1:8000"


def send(template: str, to: str, locale: str, *, once: str | None = None, **context: Any) -> None:
    """Queue a mail, in the transaction of the change it tells of.

    :param template: name of the pair of files in templates/mail/<locale>/
    :param to: mail address
    :param once: key under which this letter goes out a single time, ever
    :param context: plain values that JSON can hold
    """
    enqueue(
        "messages.deliver",
        once=once and f"{template}:{once}",
        message_id=str(uuid4()),
        template=template,
        to=to,
        locale=locale,
        base_url=_base_url(),
        context=context,
    )


def _base_url() -> str:
    base_url: str | None = current_app.config["BASE_URL"]
    return base_url or (request.host_url.rstrip("/") if has_request_context() else UNNAMED)
