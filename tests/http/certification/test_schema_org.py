"""What machines are told of a certificate keeps to the vocabulary of schema.org."""

import json
import re
from datetime import date, timedelta

import pytest

from shop.certification.models import CertificateStatus, IssuedPrecision
from shop.database import Origin
from shop.lib import clock
from tests.factories.certification import make_certificate

CREATIVE_WORK = {
    *("name", "url", "identifier", "datePublished", "isPartOf", "citation", "license"),
    *("creativeWorkStatus", "description", "isAccessibleForFree", "spatialCoverage"),
}
# Properties of each type that we use, as https://schema.org/<type> lists them.
VOCABULARY = {
    "Certification": CREATIVE_WORK
    | {
        *("about", "certificationIdentification", "certificationRating", "certificationStatus"),
        *("expires", "issuedBy", "validFrom", "validIn"),
    },
    "CreativeWork": CREATIVE_WORK,
    "Country": {"name"},
    "DataDownload": {"contentUrl", "encodingFormat"},
    "Dataset": CREATIVE_WORK | {"distribution"},
    "Organization": {"name"},
    "Product": {"name", "url", "productID", "manufacturer"},
    "Rating": {"ratingValue", "bestRating", "worstRating"},
}
ADDRESSES = {"@id", "url", "license", "contentUrl", "certificationStatus"}
DAYS = {"expires", "validFrom"}


def check(node):
    """Fail on a property that its type lacks, or a value that the property cannot have."""
    assert node.keys() - {"@context", "@id", "@type"} <= VOCABULARY[node["@type"]]
    for name, value in node.items():
        if name in ADDRESSES:
            assert re.fullmatch(r"https?://\S+", value), name
        if name in DAYS:
            date.fromisoformat(value)
        if name == "datePublished":
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value)
        for part in value if isinstance(value, list) else [value]:
            assert part not in (None, ""), f"{name} says nothing"
            if isinstance(part, dict):
                check(part)


def told(client, certificate):
    page = client.get("certification.show", public_id=certificate.public_id)
    return [json.loads(each.string) for each in page.select("script[type='application/ld+json']")]


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer_name": "UBND thành phố Hà Nội", "product_code": "01-00004-12-2025"},
        {"issued_precision": IssuedPrecision.YEAR, "decision_no": None, "issuer_level": None},
        {"expires_on": clock.today() - timedelta(days=1)},
        {"status": CertificateStatus.REVOKED, "ended_on": clock.today(), "source": None},
    ],
)
def test_a_page_and_the_graph_keep_to_the_vocabulary(client, session, changes):
    certificate = make_certificate(**changes)

    (on_the_page,) = told(client, certificate)
    document = json.loads(client.http.get("/certificates.json").data)

    for node in (on_the_page, *document["@graph"]):
        check(node)
    assert on_the_page["@context"] == document["@context"] == "https://schema.org"


def test_a_certificate_that_holds_is_rated_from_three_to_five(client, session):
    (node,) = told(client, make_certificate(stars=4))

    assert node["certificationStatus"] == "https://schema.org/CertificationActive"
    assert node["certificationRating"] == {
        "@type": "Rating",
        "ratingValue": 4,
        "worstRating": 3,
        "bestRating": 5,
    }


def test_one_that_does_not_hold_is_inactive_and_unrated(client, session):
    (node,) = told(client, make_certificate(expires_on=clock.today() - timedelta(days=1)))

    assert node["certificationStatus"] == "https://schema.org/CertificationInactive"
    assert "certificationRating" not in node


def test_what_is_made_up_has_no_place_there(client, session):
    assert not told(client, make_certificate(origin=Origin.DEMO))


def test_words_cannot_break_out_of_their_script(client, session):
    certificate = make_certificate(product_name="</script><script>alert(1)</script>")

    (node,) = told(client, certificate)

    assert node["about"]["name"] == certificate.product_name


def test_the_page_of_the_open_data_tells_of_its_files(client, session):
    page = client.get("open_data.show")

    node = json.loads(page.select_one("script[type='application/ld+json']").string)

    check(node)
    assert [file["encodingFormat"] for file in node["distribution"]] == [
        "text/csv",
        "application/ld+json",
    ]
