import pytest

from shop.search.cli import cli
from tests.factories.catalog import make_product


@pytest.fixture
def run(app):
    return lambda *arguments: app.test_cli_runner().invoke(cli, arguments)


def test_rebuilding_says_how_many_and_bears_a_second_time(session, index, run):
    make_product(name_vi="Trà sen")

    for _ in range(2):
        result = run("rebuild")
        assert (result.exit_code, result.output) == (0, "indexed 1 product(s)\n")
    assert index.problem() is None


def test_a_dry_run_builds_nothing(session, index, run):
    make_product()

    result = run("rebuild", "--dry-run")

    assert result.output == "would index 1 product(s)\n"
    assert index.problem()


def test_a_market_without_products_has_an_index_too(session, index, run):
    assert run("rebuild").exit_code == 0
    assert index.problem() is None


def test_a_busy_writer_is_a_failure(session, index, run, monkeypatch):
    monkeypatch.setattr("shop.search.index.WAIT_FOR_WRITER_S", 0)
    run("rebuild")
    with index._writing():
        result = run("rebuild")

    assert result.exit_code == 1
    assert "somebody else" in result.output
