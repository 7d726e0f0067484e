import io
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from shop import create_app
from shop.accounts.models import Role, Scope
from shop.certification import services
from shop.certification.models import (
    Certificate,
    CertificateStatus,
    IssuedPrecision,
    IssuerLevel,
    RevocationReason,
)
from shop.database import Base, Origin, db
from shop.inventory.models import LocationKind
from shop.lib import clock
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock
from tests.factories.media import PDF
from tests.factories.producers import make_producer
from tests.factories.trade_weeks import make_booth
from tests.postgres import empty_database

ISSUED = {
    "decision_no": "3981/QĐ-BNN",
    "issued_on": "2026-01-31",
    "stars": "4",
    "score": "72,5",
    "issuer_level": "province",
    "issuer_name": "UBND thành phố Hà Nội",
}
REVOKED = {
    "ground": "mark_misuse",
    "decision_no": "9/QĐ-UBND",
    "revoked_on": clock.today().isoformat(),
    "issuer_level": "province",
}
STEPS = ("show", "scan", "extend", "revoke", "supersede", "correct", "confirm_day")


@pytest.fixture
def officer(client, session):
    person = make_user(Role.OFFICER)
    client.sign_in(person)
    return person


@pytest.fixture
def certificate(session):
    return make_certificate()


def post(client, step, certificate, data, **options):
    return client.post(
        f"certification_office.{step}", data, public_id=certificate.public_id, **options
    )


def page_of(client, certificate, lang="vi"):
    return client.get("certification_office.show", public_id=certificate.public_id, lang=lang)


def test_an_officer_records_a_certificate(client, officer, session):
    product = make_product()

    answer = client.post("certification_office.record", ISSUED, slug=product.slug)

    new = session.scalars(select(Certificate)).one()
    assert answer.location == f"/office/certificates/{new.public_id}"
    assert (new.stars, str(new.score), new.expires_on) == (4, "72.50", date(2029, 1, 31))
    assert officer.name in page_of(client, new).text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"score": "69,99"}, "3 sao"),
        ({"score": "72,555"}, "72,5"),
        ({"stars": "2"}, ""),
        ({"expires_on": "2029-01-30"}, "31/01/2029"),
        ({"issuer_level": "district"}, "31/01/2026"),
        ({"issued_on": (clock.today() + timedelta(days=1)).isoformat()}, "tương lai"),
        ({"decision_no": ""}, ""),
    ],
)
def test_what_is_refused_is_explained_and_what_was_typed_is_kept(
    client, officer, session, changes, said
):
    page = client.post(
        "certification_office.record", ISSUED | changes, slug=make_product().slug, status=422
    )

    assert said in page.select_one("[role=alert]").text
    assert page.select_one("#issuer_name")["value"] == "UBND thành phố Hà Nội"
    assert session.scalar(select(func.count()).select_from(Certificate)) == 0


def test_an_odd_code_is_kept_and_doubted(client, officer, session):
    product = make_product()

    answer = client.post(
        "certification_office.record", ISSUED | {"product_code": "A/1"}, slug=product.slug
    )

    assert "Vẫn giữ như in trên giấy" in client.open(answer.location).text
    assert session.scalar(select(Certificate.product_code)) == "A/1"


def test_an_officer_revokes_and_the_next_reader_sees_no_star(client, officer, certificate):
    post(client, "revoke", certificate, REVOKED)

    client.post("accounts.sign_out", {})
    page = client.get("certification.show", public_id=certificate.public_id)
    assert not page.select("[data-stars]")
    assert not client.get("catalog.product", slug=certificate.product.slug).select("[data-stars]")


def test_an_officer_extends_supersedes_and_corrects(client, officer, session):
    today = clock.today()
    first = make_certificate(
        stars=3, issued_on=today - timedelta(days=1090), expires_on=today + timedelta(days=2)
    )
    until = today + timedelta(days=30)
    post(client, "extend", first, {"until": until.isoformat(), "reason": "Chờ kết quả"})
    post(
        client,
        "supersede",
        first,
        ISSUED | {"issued_on": today.isoformat(), "kind": "upgrade"},
    )
    new = session.scalars(select(Certificate).filter_by(supersedes_id=first.id)).one()
    post(
        client,
        "correct",
        new,
        ISSUED
        | {
            "issued_on": today.isoformat(),
            "score": "80",
            "reason": "Gõ nhầm",
            "product_name": "Trà",
        },
    )

    page = page_of(client, new)

    session.refresh(first)
    assert (first.status, first.extended_until) == (CertificateStatus.SUPERSEDED, until)
    assert "72.50" in page.select_one("del").text and page.select("ins")
    assert "Gõ nhầm" in page.text


def test_an_officer_confirms_a_day(client, officer, session, tmp_path, monkeypatch):
    monkeypatch.setitem(client.app.config, "MEDIA_PATH", tmp_path)
    certificate = make_certificate(
        issued_on=date(2025, 1, 1), issued_precision=IssuedPrecision.YEAR
    )

    post(
        client,
        "confirm_day",
        certificate,
        {"issued_on": "2025-08-08", "reason": "Bản gốc", "file": (io.BytesIO(PDF), "q.pdf")},
    )

    assert "08/08/2028" in page_of(client, certificate).text


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("step", STEPS)
def test_each_page_speaks_both_languages(client, officer, certificate, step, lang):
    page = client.get(f"certification_office.{step}", public_id=certificate.public_id, lang=lang)

    assert page.html["lang"] == lang


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("scope", "own", "other"), [(Scope.PROVINCE, "01", "79"), (Scope.COMMUNE, None, "99999")]
)
def test_an_officer_keeps_what_is_of_their_place(
    client, session, certificate, step, scope, own, other
):
    own = own or certificate.product.producer.commune_code
    client.sign_in(make_user(Role.OFFICER, scope, own))
    client.get(f"certification_office.{step}", public_id=certificate.public_id)

    client.sign_in(make_user(Role.OFFICER, scope, other))
    client.get(f"certification_office.{step}", public_id=certificate.public_id, status=404)


def test_another_places_officer_changes_nothing(client, session, certificate):
    client.sign_in(make_user(Role.OFFICER, Scope.PROVINCE, "79"))

    post(client, "revoke", certificate, REVOKED, status=404)
    client.post("certification_office.record", ISSUED, slug=certificate.product.slug, status=404)

    session.refresh(certificate)
    assert certificate.status is CertificateStatus.VERIFIED


def listed(client, **asked):
    page = client.get("certification_office.index", **asked)
    return {each["data-certificate"] for each in page.select("[data-certificate]")}


def test_the_list_is_filtered(client, officer, session):
    today = clock.today()
    soon = make_certificate(
        stars=3, expires_on=today + timedelta(days=20), issued_on=date(2024, 1, 1)
    )
    gone = make_certificate(issued_on=date(2020, 1, 1))
    demo = make_certificate(origin=Origin.DEMO, stars=5, decision_no="MH-01/2026")

    assert listed(client) == {soon.public_id, gone.public_id, demo.public_id}
    assert listed(client, standing="expired") == {gone.public_id}
    assert listed(client, days="30") == {soon.public_id}
    assert listed(client, month=f"{soon.expires_on:%Y-%m}") == {soon.public_id}
    assert listed(client, stars="5") == {demo.public_id}
    assert listed(client, origin="demo") == {demo.public_id}
    assert listed(client, q="mh-01/2026") == {demo.public_id}
    assert len(listed(client, province="01")) == 3
    assert len(listed(client, stars="x", standing="x", days="-1", month="2026-99", page="x")) == 3


def test_the_list_keeps_to_the_officers_place(client, session, certificate):
    client.sign_in(make_user(Role.OFFICER, Scope.PROVINCE, "79"))

    assert listed(client) == set()


def test_the_list_asks_as_often_for_many_as_for_one(client, officer, session, count_statements):
    make_certificate()
    with count_statements() as one:
        client.get("certification_office.index")
    for _ in range(5):
        make_certificate(product=make_product(producer=make_producer()))

    with count_statements() as many:
        client.get("certification_office.index")

    assert len(many) == len(one)


def test_the_desk_names_what_is_due_and_what_is_late(client, officer, session):
    today = clock.today()
    first, last, early, late = (
        make_certificate(
            product_name=f"Hàng {days}",
            issued_on=date(2024, 1, 1),
            expires_on=today + timedelta(days=days),
        )
        for days in (180, 120, 181, 119)
    )

    page = client.get("certification_office.duties")

    due = page.select_one("section[aria-labelledby=due]").text
    assert "Hàng 180" in due and "Hàng 120" in due
    assert "Hàng 181" not in due and "Hàng 119" not in due
    assert "Hàng 119" in page.select_one("section[aria-labelledby=late]").text
    assert page.select(f"a[href$='month={first.expires_on:%Y-%m}']")


def test_the_desk_names_goods_shown_past_their_end(client, officer, session):
    ended = make_certificate(issued_on=date(2020, 1, 1)).product
    level = make_stock(make_variant(product=ended), 3)
    assert not client.get("certification_office.duties").select("[data-shown]")

    booth = make_booth(producer=ended.producer)
    level.location.kind, level.location.booth_id = LocationKind.BOOTH, booth.id
    session.commit()

    shown = {
        each["data-shown"]
        for each in client.get("certification_office.duties").select("[data-shown]")
    }
    assert ended.slug in shown


@pytest.fixture
def shop(database_url, worker_id, tmp_path):
    """A shop that keeps its pages, with a database whose commits its cache can see."""
    with empty_database(f"shop_pages_{worker_id}") as url:
        app = create_app({"DEMO": "1", "INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
        with app.app_context():
            Base.metadata.create_all(db.engine)
            yield app
            db.session.remove()
            db.engine.dispose()


def test_a_kept_page_loses_its_star_with_the_revocation(shop):
    certificate, officer = make_certificate(), make_user(Role.OFFICER)
    reader = shop.test_client()
    pages = [f"/certificates/{certificate.public_id}", f"/products/{certificate.product.slug}"]
    db.session.commit()
    for page in pages * 2:
        assert b"data-stars" in reader.get(page).data

    services.revoke(
        certificate,
        RevocationReason.MARK_MISUSE,
        "9/QĐ",
        clock.today(),
        issuer_level=IssuerLevel.PROVINCE,
        actor=officer,
    )
    db.session.remove()

    for page in pages:
        assert b"data-stars" not in reader.get(page).data
