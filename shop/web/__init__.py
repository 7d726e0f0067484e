"""What all pages share."""

from flask import Flask

from shop.web import (
    assets,
    converters,
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
    for part in (
        *(logs, security, converters, locale, assets, filters),
        *(navigation, errors, health, metrics, gallery),
    ):
        part.init_app(app)
