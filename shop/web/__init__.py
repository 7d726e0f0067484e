"""What all pages share."""

from flask import Flask

from shop.web import assets, errors, filters, gallery, health, locale, logs, navigation, security


def init_app(app: Flask) -> None:
    for part in (logs, security, locale, assets, filters, navigation, errors, health, gallery):
        part.init_app(app)
