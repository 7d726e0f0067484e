"""Mail: text and HTML of one letter, into a folder or to a mail server."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template
from flask_babel import force_locale

from shop.lib import clock

TIMEOUT_S = 20


def render(
    template: str, to: str, locale: str, base_url: str, context: dict[str, Any]
) -> EmailMessage:
    """Return a letter in a language; the first line of its text is the subject.

    :param base_url: address of the shop, for links
    """
    with current_app.test_request_context(base_url=base_url), force_locale(locale):
        subject, _, text = render_template(f"mail/{locale}/{template}.txt", **context).partition(
            "\n"
        )
        html = render_template(f"mail/{locale}/{template}.html", subject=subject, **context)
    message = EmailMessage()
    message["Subject"] = subject.strip()
    message["From"] = _sender(base_url)
    message["To"] = to
    message["Date"] = format_datetime(clock.now())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.strip() + "\n")
    message.add_alternative(html, subtype="html")
    message["Content-Language"] = locale  # set before, it would move into the first part
    return message


def deliver(message: EmailMessage, message_id: str) -> None:
    """Hand a letter over to where MAIL_URL says."""
    url = urlsplit(current_app.config["MAIL_URL"])
    host = urlsplit(current_app.config["BASE_URL"] or "").hostname or "localhost"
    message["Message-ID"] = f"<{message_id}@{host}>"
    if url.scheme == "file":
        folder = Path(unquote(url.path))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / f"{message_id}.eml").write_bytes(bytes(message))
        return
    with _server(url.scheme, url.hostname or "localhost", url.port) as server:
        if url.username:
            if url.scheme == "smtp":  # no password goes over an open line
                server.starttls(context=ssl.create_default_context())
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)


def _server(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT_S, context=context)
    return smtplib.SMTP(host, port or 25, timeout=TIMEOUT_S)


def _sender(base_url: str) -> str:
    address = current_app.config["SITE_OPERATOR_EMAIL"]
    address = address or f"khong-tra-loi@{urlsplit(base_url).hostname}"
    return f'"{current_app.config["SITE_NAME"]}" <{address}>'
