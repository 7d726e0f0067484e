"""Handing letters over: to a folder, or to a mail server."""

import ssl
from email.message import EmailMessage

import pytest

from shop.messages.channels import mail


class Server:
    """A mail server that keeps what it is given."""

    def __init__(self, host, port, **options):
        self.host, self.port, self.options = host, port, options
        self.credentials, self.sent = None, []
        self.is_encrypted = "context" in options
        Server.last = self

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        pass

    def starttls(self, *, context):
        self.is_encrypted = context.verify_mode is ssl.CERT_REQUIRED

    def login(self, user, password):
        assert self.is_encrypted
        self.credentials = user, password

    def send_message(self, message):
        self.sent.append(message)


@pytest.fixture
def letter():
    message = EmailMessage()
    message["Subject"] = "Chào bạn"
    message["To"] = "ha@example.vn"
    message.set_content("Xin chào.\n")
    return message


@pytest.mark.parametrize(
    ("url", "kind", "host", "port", "credentials"),
    [
        ("smtp://mail.example.vn", "SMTP", "mail.example.vn", 25, None),
        ("smtp://mail.example.vn:2525", "SMTP", "mail.example.vn", 2525, None),
        ("smtp://cho:mat@mail.example.vn:587", "SMTP", "mail.example.vn", 587, ("cho", "mat")),
        ("smtps://cho:m%40t@mail.example.vn", "SMTP_SSL", "mail.example.vn", 465, ("cho", "m@t")),
    ],
)
def test_the_setting_says_where_letters_go(
    app, monkeypatch, letter, url, kind, host, port, credentials
):
    monkeypatch.setattr(mail.smtplib, kind, Server)
    monkeypatch.setitem(app.config, "MAIL_URL", url)

    mail.deliver(letter, "mot-la-thu")

    server = Server.last
    assert (server.host, server.port, server.credentials) == (host, port, credentials)
    assert server.sent[0]["Message-ID"].startswith("<mot-la-thu@")
    assert server.options["timeout"] == mail.TIMEOUT_S


def test_without_a_server_letters_are_files_for_the_operator_alone(
    app, monkeypatch, letter, tmp_path
):
    monkeypatch.setitem(app.config, "MAIL_URL", (tmp_path / "thư đi").as_uri())

    mail.deliver(letter, "mot-la-thu")

    folder = tmp_path / "thư đi"
    assert "Xin chào." in (folder / "mot-la-thu.eml").read_text()
    assert folder.stat().st_mode & 0o077 == 0
