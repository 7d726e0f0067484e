"""Deliver queued messages."""

from typing import Any

from shop.jobs import job
from shop.messages.channels import mail


@job("messages.deliver")
def deliver(
    message_id: str, template: str, to: str, locale: str, base_url: str, context: dict[str, Any]
) -> None:
    """Render a mail and hand it over; run twice, it keeps its id, so that one copy counts."""
    mail.deliver(mail.render(template, to, locale, base_url, context), message_id)
