"""What all pages share."""

from flask import Flask

from shop.web import (
    assets,
    errors,
    filters,
    gallery,
    health,
    locale,
    logs,
    metrics,
    navigation,
    security,
)


def init_app(app: Flask) -> None:
    parts = (logs, security, locale, assets, filters, navigation, errors, health, metrics, gallery)
    for part in parts:
        part.init_app(app)
