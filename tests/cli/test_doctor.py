"""`doctor`: what is sound is said, what is broken is said and fails, and nothing stops the other checks."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from loopback import Site
from program import Finished
from terminal import Shown

from zhonggong_reader.library import Library
from zhonggong_reader.library.search import index
from zhonggong_reader.model import Failure

Program = Callable[..., Finished]
Terminal = Callable[..., Shown]
PAGES = Path(__file__).parents[1] / "pages"
ENDPOINT = "/cms/front/search/result"


def marks(out: str) -> list[str]:
    """Return mark, word and subject of every finding: `✓ 正常 书库`."""
    return [" ".join(line.split()[:3]) for line in out.splitlines() if not line.startswith(" ")]


def told(out: str, subject: str) -> str:
    """Return what is said of `subject`, with the lines under it."""
    lines = out.splitlines()
    start = next(n for n, line in enumerate(lines) if f"  {subject}" in line and line[0] != " ")
    end = next((n for n in range(start + 1, len(lines)) if lines[n][0] != " "), len(lines))
    return "\n".join(lines[start:end])


@pytest.fixture
def healthy(stock: Path, library_path: Path, site: Site) -> Path:
    """A stocked library and a site that answers."""
    library_path.parent.mkdir(parents=True)
    shutil.copy(stock, library_path)
    site.put(ENDPOINT, (PAGES / "search/plain.answer").read_bytes())
    return library_path


def test_all_is_well(program: Program, healthy: Path, config: Path) -> None:
    done = program("doctor")
    assert (done.code, done.err) == (0, "")
    assert marks(done.out) == [
        *("✓ 正常 设置", "✓ 正常 书库", "✓ 正常 索引", "✓ 正常 保留", "! 注意 备份"),
        *("- 略过 终端", "! 注意 网络", "✓ 正常 网络"),
    ]
    assert str(config) in told(done.out, "设置")
    assert "5 个频道，12 条标题，12 篇文章" in told(done.out, "书库")
    assert "核对了 12 篇的校验和，都完好" in told(done.out, "书库")


def test_a_first_start_has_nothing_broken_and_makes_nothing(
    program: Program, site: Site, library_path: Path
) -> None:
    done = program("doctor")
    assert done.code == 0
    assert "还没有" in told(done.out, "书库")
    assert not library_path.exists()


def test_a_terminal_is_asked_what_it_can_do(terminal: Terminal, healthy: Path) -> None:
    shown = terminal("doctor", columns=150, COLORTERM="truecolor")
    assert shown.code == 0
    assert shown.cooked
    # The emulator draws Chinese in two cells, with an empty one behind each character.
    line = next(line.replace(" ", "") for line in shown.screen if "终" in line)
    assert line.startswith("✓正常终端150×24，UTF-8，真彩色，")
    assert "格" in line
    assert line.endswith("图片用半格色块")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"TERM": "dumb"}, "TERM没有设置或为dumb"),
        ({"LC_ALL": "en_US.ISO-8859-1", "PYTHONIOENCODING": "latin-1"}, "UTF-8"),
    ],
    ids=["dumb", "latin"],
)
def test_a_terminal_that_cannot_show_the_reader_is_broken(
    terminal: Terminal, healthy: Path, environment: dict[str, str], said: str
) -> None:
    shown = terminal("doctor", columns=150, **environment)
    assert shown.code == 1
    assert said in "".join(shown.screen).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mesure = 3", "mesure"),
        ('theme = "sepia"', "没有“sepia”这个主题"),
        ('[keys]\n"article.star" = "j"', "按键 j 同时给了"),
    ],
    ids=["key", "theme", "keys"],
)
def test_broken_settings_stop_no_other_check(
    program: Program, healthy: Path, config: Path, text: str, said: str
) -> None:
    config.write_text(f"{text}\n", "utf-8")
    done = program("doctor")
    assert done.code == 1
    assert marks(done.out)[:2] == ["✗ 出错 设置", "✓ 正常 书库"]
    assert said in told(done.out, "设置")
    assert str(config) in told(done.out, "设置")


def test_an_index_that_does_not_fit_is_told_and_made_anew(program: Program, healthy: Path) -> None:
    with Library(healthy) as library, library._store.writing() as db:
        db.execute("DELETE FROM entry WHERE rowid & 0x3ffffff IN (3, 4)")
    done = program("doctor")
    assert done.code == 1
    assert "✗ 出错 索引" in marks(done.out)
    assert "索引有 10 项，标题有 12 条" in told(done.out, "索引")
    assert "抽查索引 12 项，有 2 项与文章不符" in told(done.out, "索引")
    done = program("doctor", "--reindex")
    assert (done.code, done.err) == (0, "")
    assert "已重编，收了 12 条" in told(done.out, "索引")
    assert "✓ 正常 索引" in marks(program("doctor").out)


def test_an_index_that_is_behind_is_no_fault(program: Program, healthy: Path) -> None:
    with Library(healthy) as library, pytest.MonkeyPatch.context() as patched:
        patched.setattr(index, "AT_ONCE", 0)
        library.index.start_anew()
    done = program("doctor")
    assert done.code == 0
    assert "还差 12 条" in told(done.out, "索引")


def test_a_damaged_article_is_named(program: Program, healthy: Path) -> None:
    with closing(sqlite3.connect(healthy)) as db, db:
        title, headline = db.execute("SELECT title, id FROM headline WHERE kept LIMIT 1").fetchone()
        db.execute("UPDATE article SET content = x'00' WHERE headline = ?", (headline,))
    done = program("doctor")
    assert done.code == 1
    assert "✗ 出错 书库" in marks(done.out)
    assert f"《{title}》已损坏" in told(done.out, "书库")


def test_counts_that_do_not_agree_are_a_fault(program: Program, healthy: Path) -> None:
    with closing(sqlite3.connect(healthy)) as db, db:
        db.execute("UPDATE shelf SET articles = articles + 1 WHERE id = 0")
    assert "标题有 12 条，记的却是 13 条" in told(program("doctor").out, "书库")


@pytest.mark.parametrize("what", ["no database", "broken page"])
def test_a_library_that_is_none_is_broken(program: Program, healthy: Path, what: str) -> None:
    if what == "no database":
        healthy.write_bytes("这不是数据库".encode() * 1000)
    else:
        body = bytearray(healthy.read_bytes())
        for place in range(8192, len(body), 4096):
            body[place : place + 64] = b"\xff" * 64
        healthy.write_bytes(body)
    done = program("doctor")
    assert done.code == 1
    assert "✗ 出错 书库" in marks(done.out)
    assert "✓ 正常 网络" in marks(done.out)
    assert "Traceback" not in done.err


def test_channels_that_failed_or_that_nobody_knows_are_named(
    program: Program, healthy: Path, config: Path
) -> None:
    with Library(healthy) as library:
        library.channels.failed("right", Failure("版面可能已改版", datetime(2026, 10, 6, tzinfo=UTC)))
    config.write_text('[network]\npause = 0\n[channels]\nhidden = ["全总", "不在的"]\n', "utf-8")
    done = program("doctor")
    assert done.code == 0
    assert "“不在的”不是已知的频道" in done.out
    assert "“权益”上次更新失败：版面可能已改版（上次取到是北京时间 20" in done.out


def test_a_site_that_cannot_be_reached_or_understood_is_broken(
    program: Program, healthy: Path, site: Site
) -> None:
    site.put("/", "<html><title>登录</title><body>请先登录本网络。</body></html>".encode())
    done = program("doctor")
    assert done.code == 1
    assert "不是中工网的网页" in told(done.out, "网络").splitlines()[0] or "不是中工网的网页" in done.out
    site.stop()
    done = program("doctor")
    assert done.code == 1
    assert "连不上" in done.out
    assert "代替中工网" in done.out
    assert "不能用" in program("doctor", ZHONGGONG_SITE="ftp://x").out


def serve_paper(site: Site) -> None:
    """Let the site have an issue of today, whatever day that is in Beijing."""
    from zhonggong_reader.model import BEIJING
    from zhonggong_reader.workercn import editions

    today = datetime.now(BEIJING).date()
    body = (PAGES / "paper/page.htm").read_bytes()
    for day in (today, today.fromordinal(today.toordinal() + 1)):  # midnight may pass meanwhile
        site.put(editions.front_pages(day)[0].removeprefix("https://www.workercn.cn"), body)


def test_one_page_of_each_kind_is_told_field_by_field(program: Program, healthy: Path, site: Site) -> None:
    serve_paper(site)
    done = program("doctor", "--site")
    kinds = [mark.split()[2] for mark in marks(done.out)[7:]]
    assert kinds == ["首页", "频道“全总”", "文章", "搜索", "报纸"]
    assert "频道      5 个（全总、工会、评论、权益、人物）" in told(done.out, "首页")
    assert "时间      2/2" in told(done.out, "频道“全总”")
    article = told(done.out, "文章")
    for part in ("来源      工人日报", "时间      2026-10-02 07:05:40", "责任编辑  李方", "原标题    没有"):
        assert part in article
    assert "共有  37 条" in told(done.out, "搜索")
    assert "版面" in told(done.out, "报纸")
    assert done.code == 0
    # Nothing of it went into the library.
    assert len(program("list", "--format", "json").json()) == 12


def test_what_is_missing_on_a_page_and_pages_that_fail_are_named_and_the_others_told(
    program: Program, healthy: Path, site: Site
) -> None:
    home = (PAGES / "site/quanzong/index.html").read_text("utf-8")
    site.put("/quanzong/", home.replace("2026-", "日期").replace("2022-", "日期").encode())
    site.fail("/", 500)
    site.put(ENDPOINT, (PAGES / "search/changed.answer").read_bytes())
    done = program("doctor", "--site")
    assert done.code == 1
    found = {mark.split()[2]: mark[0] for mark in marks(done.out)[5:]}
    assert found["首页"] == "✗"
    assert found["频道“全总”"] == "✗"
    assert found["搜索"] == "✗"
    assert "看不懂" in told(done.out, "搜索")
    assert "都没有报纸" in told(done.out, "报纸")
