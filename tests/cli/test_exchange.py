"""`export` and `import`: articles out of one library and into another."""

import hashlib
import io
import json
import os
import stat
import subprocess
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from program import COMMAND, Finished

from zhonggong_reader.library import Library

SITE = "https://www.workercn.cn"
Program = Callable[..., Finished]
Fails = Callable[..., str]


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def star(path: Path, id_: int) -> None:
    with Library(path) as library:
        when = library.channels.all()[0].fetched
        assert when is not None
        library.marks.starred([id_], True, when)
        library.marks.read([id_], True, when)


def damage(path: Path, id_: int) -> None:
    """Change the stored article behind the library's back."""
    db = apsw.Connection(str(path))
    sql = "UPDATE article SET content = CAST(x'00' || substr(content, 2) AS BLOB) WHERE headline = ?"
    db.execute(sql, (id_,))
    db.close()


# ── export ───────────────────────────────────────────────────────────────────────────────────


def test_jsonl_is_an_article_a_line_with_its_marks(program: Program, stocked: Path) -> None:
    star(stocked, 3)
    done = program("export", "--format", "jsonl")
    assert (done.code, done.err) == (0, "")
    articles = lines(done.out)
    assert len(articles) == 12
    for article in articles:
        assert list(article)[-4:] == ["links", "read", "starred", "fetched"]
    assert [article["read"] for article in articles].count(True) == 1
    [starred] = lines(program("export", "--starred", "--format", "jsonl").out)
    assert (starred["starred"], starred["read"]) == (True, True)
    assert lines(program("export", "3", "--format", "jsonl").out) == [starred]
    # The same keys as `read --format json`, with the same values.
    read = program("read", "3", "--format", "json").json()
    assert {key: starred[key] for key in read} == read


def test_articles_of_a_channel_and_by_ids_in_their_order(program: Program, stocked: Path) -> None:
    ids = [str(row["id"]) for row in program("list", "人物", "--format", "json").json()]
    by_ids = lines(program("export", *reversed(ids), "--format", "jsonl").out)
    by_channel = lines(program("export", "--channel", "character", "--format", "jsonl").out)
    assert len(by_channel) == 3
    assert by_ids == by_channel[::-1]


def test_markdown_has_a_rule_between_two_articles(program: Program, stocked: Path) -> None:
    out = program("export", "--channel", "权益", "--format", "markdown").out
    assert out.count("\n---\n") == 1
    assert len([line for line in out.splitlines() if line.startswith("# ")]) == 2


def test_a_file_is_written_as_a_whole_and_in_utf_8(program: Program, stocked: Path, tmp_path: Path) -> None:
    file = tmp_path / "文章.jsonl"
    done = program("export", "--format", "jsonl", "--output", file)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert file.read_text("utf-8") == program("export", "--format", "jsonl").out
    assert [path.name for path in tmp_path.iterdir()] == ["文章.jsonl"]


def test_a_file_that_is_replaced_keeps_its_mode_and_its_links(
    program: Program, stocked: Path, tmp_path: Path
) -> None:
    file, link = tmp_path / "a.md", tmp_path / "link.md"
    file.write_text("old", "utf-8")
    file.chmod(0o640)
    link.symlink_to(file)
    assert program("export", "1", "--format", "markdown", "--output", link).code == 0
    assert link.is_symlink()
    assert file.read_text("utf-8").startswith("# ")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_new_file_is_as_open_as_the_system_makes_files(
    program: Program, stocked: Path, tmp_path: Path
) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    program("export", "1", "--format", "markdown", "--output", tmp_path / "a.md")
    assert (tmp_path / "a.md").stat().st_mode == ordinary.stat().st_mode


def drafts(folder: Path) -> list[Path]:
    """Return what an export has left in `folder` that did not become a file."""
    return list(folder.glob(".zhonggong-reader-*"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_written_to_and_stays_one(program: Program, stocked: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.append(pipe.read_text("utf-8")))
    reader.start()
    # What is no file is written to from a draft elsewhere.
    done = program("export", "1", "--format", "jsonl", "--output", pipe, TMPDIR=str(tmp_path))
    reader.join(30)
    assert done.code == 0
    assert len(lines(said[0])) == 1
    assert pipe.is_fifo()
    assert drafts(tmp_path) == []


def test_what_is_not_kept_is_named_and_the_rest_comes(
    program: Program, stocked: Path, tmp_path: Path
) -> None:
    done = program("export", "1", "99", "2", "--format", "jsonl")
    assert (done.code, len(lines(done.out))) == (3, 2)
    assert done.err == "zhonggong-reader: 书库里没有编号为 99 的文章\n"
    old = tmp_path / "old.jsonl"
    old.write_text("old", "utf-8")
    done = program("export", "99", "--format", "jsonl", "--output", old)
    assert (done.code, done.out) == (1, "")
    assert old.read_text("utf-8") == "old"
    assert drafts(tmp_path) == []


def test_a_damaged_article_is_named_and_the_rest_comes(program: Program, stocked: Path) -> None:
    first = program("list", "--limit", "1", "--format", "json").json()[0]
    damage(stocked, first["id"])
    done = program("export", "--format", "jsonl")
    assert (done.code, len(lines(done.out))) == (3, 11)
    assert f"《{first['title']}》已损坏" in done.err
    # `read` says the same where the site cannot give it anew.
    assert f"《{first['title']}》已损坏" in program("read", str(first["id"])).err


@pytest.mark.parametrize(
    ("output", "reason"), [("missing/a.md", "没有这个文件"), ("", "文件夹"), ("长" * 200, "名称太长")]
)
def test_where_nothing_can_be_written(
    fails: Fails, stocked: Path, tmp_path: Path, output: str, reason: str
) -> None:
    assert reason in fails("export", "1", "--format", "markdown", "--output", tmp_path / output)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_channel(fails: Fails, stocked: Path) -> None:
    assert "没有“军机处”这个频道" in fails("export", "--channel", "军机处", "--format", "jsonl")
    assert "没有“”这个频道" in fails("export", "--channel", "", "--format", "jsonl")


# ── EPUB ─────────────────────────────────────────────────────────────────────────────────────


def parts(book: bytes) -> dict[str, str]:
    """Return the texts of a book by name."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def title_of(book: bytes) -> str:
    return parts(book)["EPUB/package.opf"].partition("<dc:title>")[2].partition("<")[0]


def test_a_book_has_the_articles_their_kept_pictures_and_the_name_of_what_they_are(
    program: Program, stocked: Path, tmp_path: Path, home: Path
) -> None:
    address = "https://www.workercn.cn/upload/a.jpg"
    article = {
        "address": f"{SITE}/c/2026-10-01/1.shtml",
        "title": "有图的",
        "fetched": "2026-10-01T00:00:00Z",
    }
    block = {"kind": "picture", "address": address, "caption": "图为现场"}
    program("import", "-", stdin=json.dumps({**article, "blocks": [block], "starred": True}).encode())
    kept = home / "cache/zhonggong-reader/pictures" / hashlib.sha256(address.encode()).hexdigest()
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"\xff\xd8\xff\xe0jpeg")
    file = tmp_path / "收藏.epub"
    done = program("export", "--starred", "--format", "epub", "--output", file)
    assert (done.code, done.out, done.err) == (0, "", "")
    book = parts(file.read_bytes())
    assert "图为现场" in book["EPUB/text/00001.xhtml"]
    assert len([name for name in book if name.startswith("EPUB/pictures/")]) == 1
    assert title_of(file.read_bytes()) == "收藏"


@pytest.mark.parametrize(
    ("of", "title", "articles"),
    [
        (["--channel", "权益"], "权益", 2),
        (["--search", "title:大国工匠"], "搜索：title:大国工匠", 1),
        (["--day", "2022-04-28"], "2022年4月28日 星期四", 1),
        (["--day", "2022-04-29"], "2022年4月29日 星期五", 0),
        (["--starred", "--day", "2022-04-28"], "收藏 2022年4月28日 星期四", 0),
        ([], "剪报", 12),
    ],
)
def test_a_book_of_a_channel_a_search_a_day_or_all(
    stocked: Path, of: list[str], title: str, articles: int
) -> None:
    done = subprocess.run(
        [COMMAND, "export", *of, "--format", "epub"], capture_output=True, check=True, timeout=60
    )
    assert title_of(done.stdout) == title
    assert len([name for name in parts(done.stdout) if name.startswith("EPUB/text/")]) == articles


@pytest.mark.parametrize("form", ["markdown", "epub", "jsonl"])
def test_nothing_to_export_is_said_and_is_no_failure(
    program: Program, stocked: Path, tmp_path: Path, form: str
) -> None:
    done = program("export", "--starred", "--format", form, "--output", tmp_path / "stars")
    assert (done.code, done.out, done.err) == (0, "", "没有可导出的文章\n")


def test_what_a_search_finds_is_exported_in_its_order(program: Program, stocked: Path) -> None:
    found = program("search", "工会", "--format", "json").json()
    out = lines(program("export", "--search", "工会", "--format", "jsonl").out)
    assert [article["address"] for article in out] == [row["address"] for row in found]
    assert len(out) > 1


def test_a_day_is_one_of_beijing(program: Program) -> None:
    times = ["2026-10-01T15:59:59Z", "2026-10-01T16:00:00Z", "2026-10-02T15:59:59Z", "2026-10-02T16:00:00Z"]
    articles = [
        {
            "address": f"{SITE}/c/2026-10-01/{number}.shtml",
            "title": "题",
            "published": published,
            "fetched": "2026-10-09T00:00:00Z",
            "blocks": [{"kind": "paragraph", "text": "字"}],
        }
        for number, published in enumerate(times)
    ]
    program("import", "-", stdin="\n".join(map(json.dumps, articles)).encode())
    out = lines(program("export", "--day", "2026-10-02", "--format", "jsonl").out)
    assert [article["published"] for article in out] == [
        "2026-10-02T23:59:59+08:00",
        "2026-10-02T00:00:00+08:00",
    ]


# ── import ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def exported(program: Program, stocked: Path, tmp_path: Path) -> Path:
    """Twelve articles, one starred and read; the library that they come from is gone."""
    star(stocked, 5)
    file = tmp_path / "all.jsonl"
    assert program("export", "--format", "jsonl", "--output", file).code == 0
    for path in stocked.parent.iterdir():
        path.unlink()
    return file


def test_what_was_exported_comes_in_again_equal(program: Program, exported: Path) -> None:
    done = program("import", exported)
    assert (done.code, done.out, done.err) == (0, "", "新收 12 篇，更新 0 篇，已有 0 篇\n")
    before = sorted(lines(exported.read_text("utf-8")), key=lambda article: str(article["address"]))
    after = sorted(
        lines(program("export", "--format", "jsonl").out), key=lambda article: str(article["address"])
    )
    assert after == before
    again = program("import", exported)
    assert (again.code, again.err) == (0, "新收 0 篇，更新 0 篇，已有 12 篇\n")


def test_standard_input_is_a_source(program: Program, exported: Path) -> None:
    done = program("import", "-", stdin=exported.read_bytes())
    assert (done.code, done.err) == (0, "新收 12 篇，更新 0 篇，已有 0 篇\n")


def test_bad_lines_are_named_by_number_and_skipped(program: Program, exported: Path) -> None:
    good = exported.read_text("utf-8").splitlines()
    without_title = json.dumps({key: value for key, value in json.loads(good[1]).items() if key != "title"})
    exported.write_text("\n".join([good[0], "{", "", without_title, good[2], "[]"]), "utf-8")
    done = program("import", exported)
    assert (done.code, done.out) == (3, "")
    told = done.err.splitlines()
    assert [line.partition("：")[0] for line in told[:-1]] == [f"{exported} 第 {n} 行" for n in (2, 4, 6)]
    assert "title" in told[1]
    assert told[-1] == "新收 2 篇，更新 0 篇，已有 0 篇，坏行 3 行"


def test_many_bad_lines_in_a_row_are_named_together_where_they_have_the_same_fault(
    program: Program, exported: Path
) -> None:
    good = exported.read_text("utf-8").splitlines()[0]
    exported.write_text("\n".join([*"{" * 12, "", "[]", good, *"{" * 11, good, *"]" * 1_000]), "utf-8")
    told = program("import", exported).err.splitlines()
    named = [*range(1, 11), "11–12", 14, *range(16, 26), 26, *range(28, 38), "38–1027"]
    assert [line.partition("：")[0] for line in told[:-1]] == [f"{exported} 第 {lines} 行" for lines in named]
    assert told[-1] == "新收 1 篇，更新 0 篇，已有 1 篇，坏行 1024 行"


def test_hostile_text_comes_in_clean(program: Program, exported: Path) -> None:
    article = json.loads(exported.read_text("utf-8").splitlines()[0])
    article["title"] = "\x1b]52;c;aGk=\x07标题\u202e[@click=app.quit]"
    exported.write_text(json.dumps(article), "utf-8")
    assert program("import", exported).code == 0
    out = program("list").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[@click=app.quit]" in out


def test_nothing_good_in_it_is_a_failure(program: Program, tmp_path: Path) -> None:
    picture = tmp_path / "a.jsonl"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    done = program("import", picture)
    assert (done.code, done.out) == (1, "")
    assert "第 1 行" in done.err
    assert "Traceback" not in done.err


def test_an_empty_file_is_no_failure(program: Program, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    done = program("import", tmp_path / "empty.jsonl")
    assert (done.code, done.err) == (0, "新收 0 篇，更新 0 篇，已有 0 篇\n")


def test_what_is_no_file(fails: Fails, tmp_path: Path) -> None:
    assert "没有这个文件" in fails("import", tmp_path / "missing.jsonl")
    assert "这是文件夹" in fails("import", tmp_path)
