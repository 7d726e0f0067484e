"""What all pages share."""

from flask import Flask

from shop.web import assets, errors, filters, health, locale, logs, navigation, security


def init_app(app: Flask) -> None:
    for part in (logs, security, locale, assets, filters, navigation, errors, health):
        part.init_app(app)
