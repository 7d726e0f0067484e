import pytest

from shop.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.certification import make_certificate
from tests.factories.places import make_sales_point


@pytest.fixture
def officer(client, session):
    client.sign_in(make_user(Role.OFFICER))


@pytest.mark.parametrize(
    ("lang", "title"), [("vi", "Số liệu chương trình"), ("en", "Figures of the programme")]
)
def test_an_officer_sees_the_figures(client, officer, lang, title):
    make_certificate(stars=5)

    page = client.get("office.dashboard", lang=lang)

    assert [heading.text for heading in page.select("h1")] == [title]
    assert page.select_one("#stars td.n").text == "1"


def test_every_chart_has_a_table_a_definition_and_a_file(client, officer):
    make_sales_point()

    for figure in client.get("office.dashboard").select("figure[id]"):
        assert figure.select_one("table caption"), figure["id"]
        assert figure.select_one(".note").text.strip(), figure["id"]
        address = figure.select_one("a[href$='.csv']")["href"]
        assert client.http.get(address).mimetype == "text/csv"


def test_a_file_holds_the_same_figures(client, officer):
    make_certificate(stars=5)

    answer = client.http.get("/office/reports/stars.csv", headers={"Accept-Language": "vi"})

    assert "5 sao,1,0" in answer.get_data(as_text=True)
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_unknown_report_is_not_found(client, officer):
    client.get("office.export", key="khong-co", status=404)


@pytest.mark.parametrize("role", [Role.CONSUMER, Role.PRODUCER, Role.POINT_STAFF, Role.BOOTH_STAFF])
@pytest.mark.parametrize(("endpoint", "values"), [("dashboard", {}), ("export", {"key": "stars"})])
def test_other_roles_are_turned_away(client, session, role, endpoint, values):
    client.sign_in(make_user(role))

    client.get(f"office.{endpoint}", status=403, **values)


def test_a_stranger_is_sent_to_sign_in(client, session):
    page = client.get("office.dashboard", status=302)

    assert "/sign-in" in page.headers["Location"]


def test_the_figures_ask_as_often_for_many_as_for_one(client, officer, count_statements):
    make_certificate()
    with count_statements() as one:
        client.get("office.dashboard")
    for _ in range(5):
        make_certificate()
        make_sales_point()

    with count_statements() as many:
        client.get("office.dashboard")

    assert len(many) == len(one)
