"""Makers of rows: one module for each domain, `make_product(**overrides)`."""

from itertools import count

from shop.database import db

numbers = count(1)


def save(row):
    """Put a row into the test's session."""
    db.session.add(row)
    db.session.commit()
    return row
