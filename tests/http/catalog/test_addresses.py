"""Addresses that a product has left lead to where it is."""

import pytest

from shop.catalog.models import ListingStatus, ProductSlug
from tests.factories import save
from tests.factories.catalog import make_product


@pytest.fixture
def moved(session):
    product = make_product(slug="tra-uop-sen")
    save(ProductSlug(slug="tra-sen", product_id=product.id))
    return product


def test_an_old_address_leads_on_for_good(client, moved):
    page = client.get("catalog.product", slug="tra-sen", status=301)

    assert page.location == "/products/tra-uop-sen"


def test_programs_find_it_by_its_old_address_too(client, moved):
    answer = client.http.get("/api/v1/products/tra-sen")

    assert (answer.status_code, answer.json["slug"]) == (200, "tra-uop-sen")


def test_an_old_address_of_what_is_not_shown_leads_nowhere(client, moved, session):
    moved.listing_status = ListingStatus.UNPUBLISHED
    session.commit()

    client.get("catalog.product", slug="tra-sen", status=404)


def test_a_product_s_own_address_wins_over_one_that_was_left(client, session):
    other = make_product(slug="tra-sen")

    page = client.get("catalog.product", slug="tra-sen")

    assert page.select_one("[data-product]")["data-product"] == other.slug
