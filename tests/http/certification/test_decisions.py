import io
from datetime import date

import pytest
from sqlalchemy import func, select

from shop.accounts.models import Role, Scope
from shop.certification import tables
from shop.certification.models import Certificate, DecisionImport, ImportState
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate
from tests.factories.decisions import HEAD, csv_list, with_part, xlsx_list

TOLD = {
    "decision_no": "3981/QĐ-BNN",
    "decided_on": "2026-11-20",
    "issuer_level": "province",
    "issuer_name": "UBND thành phố Hà Nội",
}


@pytest.fixture
def officer(client, session):
    person = make_user(Role.OFFICER)
    client.sign_in(person)
    return person


def bring(client, content, *, name="ds.csv", status=303, **options):
    return client.post(
        "certification_office.bring",
        TOLD | {"file": (io.BytesIO(content), name)},
        status=status,
        **options,
    )


def row(product, stars="4", score="72,5"):
    return (product.name_vi, product.producer.name, stars, score, "", "", "")


def listed(*products, **changes):
    return csv_list(*(row(each, **changes) for each in products), mark=";")


def step(client, page, name, *, status=303, **data):
    seen = page.select_one("input[name=seen]")
    kept = page.select_one("main form[method=post]")["action"].rpartition("/")[2]
    said = {"step": name, "seen": seen["value"] if seen else ""} | data
    return client.post("certification_office.decision", said, import_id=int(kept), status=status)


def certificates(session):
    return session.scalar(select(func.count()).select_from(Certificate))


@pytest.mark.parametrize("make", [listed, lambda each: xlsx_list(row(each, score=72.5))])
def test_a_list_is_brought_looked_through_entered_and_undone(client, officer, session, make):
    product = make_product()
    page = client.open(bring(client, make(product), name="ds").location)
    assert [each["data-outcome"] for each in page.select("[data-outcome]")] == ["new"]
    assert certificates(session) == 0

    page = client.open(step(client, page, "apply").location)
    assert certificates(session) == 1
    assert page.select("a[href^='/office/certificates/']")

    client.open(step(client, page, "undo").location)
    assert certificates(session) == 0
    assert session.scalar(select(DecisionImport.state)) is ImportState.UNDONE


def test_what_a_line_supersedes_is_named_before_it_is_done(client, officer, session):
    product = make_product()
    make_certificate(product=product, stars=3, issued_on=date(2025, 1, 1), decision_no="5/CŨ")

    page = client.open(bring(client, listed(product)).location)

    assert page.select_one("[data-outcome=supersedes]")
    assert "5/CŨ" in page.text


def test_a_name_without_marks_is_settled_by_hand(client, officer, session):
    product, other = make_product(name_vi="Trà sen Tây Hồ"), make_product(name_vi="Mật ong")
    content = csv_list(("Tra sen Tay Ho", product.producer.name, "4"), head=HEAD[:3])
    page = client.open(bring(client, content).location)
    assert page.select_one("[data-outcome=unsettled]") and not page.select("input[value=apply]")
    choices = {each["value"] for each in page.select("input[type=radio]")}
    assert str(product.id) in choices and str(other.id) not in choices

    name = page.select_one("input[type=radio]")["name"]
    page = client.open(step(client, page, "choose", **{name: str(product.id)}).location)
    step(client, page, "apply")

    assert session.scalar(select(Certificate.product_id)) == product.id


def test_a_refused_line_is_left_out(client, officer, session):
    good, bad = make_product(), make_product()
    content = csv_list(row(good), row(bad, stars="2"), mark=";")
    page = client.open(bring(client, content).location)
    refused = page.select_one("[data-outcome=refused]")
    assert "2 sao" in refused.select_one(".problem").text

    name = refused.select_one("input[type=radio]")["name"]
    page = client.open(step(client, page, "choose", **{name: "0"}).location)
    step(client, page, "apply")

    assert certificates(session) == 1


def test_nothing_is_entered_past_what_was_seen(client, officer, session):
    product = make_product()
    page = client.open(bring(client, listed(product)).location)
    make_certificate(product=product, issued_on=date(2026, 1, 1))

    again = step(client, page, "apply", status=422)

    assert "Có thay đổi" in again.select_one("[role=alert]").text
    assert certificates(session) == 1


def test_a_list_is_put_aside(client, officer, session):
    page = client.open(bring(client, listed(make_product())).location)

    page = client.open(step(client, page, "discard").location)

    assert not page.select("input[name=seen]")
    assert session.scalar(select(DecisionImport.state)) is ImportState.DISCARDED


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "ds.csv", "trống"),
        (csv_list(head=HEAD[:2]), "ds.csv", "Số sao"),
        (xlsx_list(("a", "b", 4), head=HEAD[:3]), "ds.xlsm", "macro"),
        (with_part(xlsx_list(), "xl/vbaProject.bin", b""), "ds.xlsx", "macro"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ds.xlsx", "mật khẩu"),
        (csv_list(*[("a", "b", "4")] * 5_001, head=HEAD[:3]), "ds.csv", "5.000 dòng"),
    ],
)
def test_a_file_that_is_refused_is_explained(client, officer, session, content, name, said):
    page = bring(client, content, name=name, status=422)

    assert said in page.select_one("#file-error").text
    assert page.select_one("#decision_no")["value"] == "3981/QĐ-BNN"
    assert session.scalar(select(func.count()).select_from(DecisionImport)) == 0


def test_a_file_that_is_too_large_is_explained(client, officer, session, monkeypatch):
    monkeypatch.setattr(tables, "LARGEST_BYTES", 4_000)

    page = bring(client, b"a" * 4_001, status=422)

    assert "5 MB" in page.select_one("#file-error").text


def test_each_fault_stands_in_a_table(client, officer, session):
    content = csv_list(("Trà", "", "bốn"), head=HEAD[:3])

    page = bring(client, content, status=422)

    cells = [[cell.text for cell in line.select("td")] for line in page.select("tbody tr")]
    assert [line[:2] for line in cells] == [["2", "Chủ thể"], ["2", "Số sao"]]


def test_another_officer_sees_no_list_of_this_one(client, session):
    product = make_product()
    one, other = (make_user(Role.OFFICER, Scope.PROVINCE, "01") for _ in range(2))
    client.sign_in(one)
    place = bring(client, listed(product)).location
    assert client.get("certification_office.decisions_index").select(f"a[href='{place}']")

    client.sign_in(other)
    client.open(place, status=404)
    assert not client.get("certification_office.decisions_index").select(f"a[href='{place}']")

    client.sign_in(make_user(Role.OFFICER))
    client.open(place)


def test_products_of_another_place_are_not_offered(client, session):
    product = make_product()
    client.sign_in(make_user(Role.OFFICER, Scope.PROVINCE, "79"))
    page = client.open(bring(client, listed(product)).location)
    assert [each["value"] for each in page.select("input[type=radio]")] == ["0"]

    name = page.select_one("input[type=radio]")["name"]
    step(client, page, "choose", status=422, **{name: str(product.id)})


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("endpoint", ["bring", "decisions_index", "duties", "new", "index"])
def test_each_page_speaks_both_languages(client, officer, endpoint, lang):
    assert client.get(f"certification_office.{endpoint}", lang=lang).html["lang"] == lang


def test_an_empty_list_to_start_from_can_be_read_again(client, officer):
    content = client.http.get(client.url("certification_office.sample_list")).data

    page = client.open(bring(client, content).location)

    assert page.select_one("[data-outcome=unsettled]")


def test_the_page_asks_as_often_for_many_lines_as_for_one(
    client, officer, session, count_statements
):
    one = bring(client, listed(make_product())).location
    many = bring(client, listed(*[make_product() for _ in range(6)])).location
    session.commit()
    with count_statements() as few:
        client.open(one)

    with count_statements() as more:
        client.open(many)

    assert len(more) == len(few)
