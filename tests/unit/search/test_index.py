import gc
import os
import stat

import pytest
from whoosh.filedb.filestore import FileStorage

from shop.search import index as index_module
from shop.search.engine import Document, Hits, WriterBusy
from shop.search.index import SearchIndex
from shop.search.words import query_words

TEAS = [
    Document(1, "Trà sen Hiền Xiêm"),
    Document(2, "Chè đinh Tân Cương"),
    Document(3, "Lụa Vạn Phúc"),
]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "search"


@pytest.fixture
def teas(folder):
    index = SearchIndex(folder)
    index.rebuild(TEAS)
    return index


def found(index, text, **options):
    return set(index.find(query_words(text), **options).found)


def test_a_running_reader_picks_up_what_another_process_built(teas, folder):
    assert found(teas, "nhãn") == set()

    SearchIndex(folder).rebuild([*TEAS, Document(4, "Nhãn lồng Hưng Yên")])

    assert found(teas, "nhãn") == {4}


def test_readers_go_on_while_the_next_one_is_built(teas):
    seen = []

    def texts():
        seen.append(found(teas, "trà"))
        yield Document(9, "Nhãn lồng")

    teas.rebuild(texts())

    assert seen == [{1, 2}]
    assert (found(teas, "trà"), found(teas, "nhãn")) == (set(), {9})


def test_a_broken_off_build_changes_nothing_and_is_cleared_away(teas, folder):
    def texts():
        yield Document(9, "Nhãn lồng")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        teas.rebuild(texts())
    assert found(teas, "trà") == {1, 2}

    teas.rebuild(TEAS)
    assert len(list(folder.glob("words-*"))) == 1


def test_one_product_is_changed_added_and_taken_out(teas, folder):
    writer = SearchIndex(folder)
    assert found(teas, "tân cương") == {2}

    writer.put([2], [Document(2, "Chè búp tím")])
    assert found(teas, "tân cương") == set()
    assert found(teas, "búp tím") == {2}

    writer.put([4], [Document(4, "Nhãn lồng")])
    assert found(teas, "nhãn") == {4}

    writer.put([3], [])
    assert teas.find(query_words("lụa")) == Hits(frozenset(), frozenset({1, 2, 4}))


def test_a_writer_reads_when_it_is_its_turn(teas, folder):
    def documents():
        with pytest.raises(WriterBusy), SearchIndex(folder)._writing():
            pass
        yield Document(1, "Nụ vối")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "WAIT_FOR_WRITER_S", 0)
        teas.put([1], documents())

    assert found(teas, "nụ vối") == {1}


def test_without_an_index_nothing_is_known_and_nothing_is_put(folder):
    index = SearchIndex(folder)

    index.put([1], [Document(1, "Trà sen")])

    assert index.find(query_words("trà")).known == frozenset()
    assert index.vocabulary() == []
    assert "flask search rebuild" in index.problem()


# The library leaves a file that it cannot read to the collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("damage", ["cut", "noise", "gone"])
def test_a_damaged_index_is_told_and_knows_nothing_until_it_is_rebuilt(folder, teas, damage):
    (segment,) = folder.glob("words-*/*.seg")
    match damage:
        case "cut":
            os.truncate(segment, 40)
        case "noise":
            segment.write_bytes(os.urandom(5000))
        case "gone":
            segment.unlink()
    index = SearchIndex(folder)

    assert index.find(query_words("trà")).known == frozenset()
    assert "cannot be read" in index.problem()

    index.rebuild(TEAS)
    assert index.problem() is None
    assert found(index, "trà") == {1, 2}
    gc.collect()


def test_a_name_that_leads_nowhere_is_a_damaged_index(folder, teas):
    (folder / "present").write_text("words-khong-co")

    assert found(teas, "trà") == set()
    assert teas.problem()


def test_a_second_writer_is_refused_and_readers_are_not(teas, folder, monkeypatch):
    monkeypatch.setattr(index_module, "WAIT_FOR_WRITER_S", 0)
    lock = FileStorage(str(folder)).lock("writer")
    assert lock.acquire()

    with pytest.raises(WriterBusy):
        teas.put([1], [Document(1, "Nhãn")])
    with pytest.raises(WriterBusy):
        teas.rebuild(TEAS)

    assert found(teas, "trà") == {1, 2}
    lock.release()


def test_nobody_else_may_enter_the_folder(folder, teas):
    for path in (folder, *folder.glob("words-*")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
