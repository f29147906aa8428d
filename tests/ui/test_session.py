"""A whole session on a real terminal, as a person types it: from the first start to the next one."""

import pytest
from readingroom import NEWEST
from terminal import Running, run_on_terminal

READ = "2026-10-05 16:42"
"""Stands over the newest article once it is open."""
FOUND = "中工网北京4月27日电"
"""Stands in the article that is searched for."""
END = "责任编辑：李方"
"""Stands in its last line."""


def larger(running: Running) -> None:
    running.resize(120, 40)


def smaller(running: Running) -> None:
    running.resize(60, 16)


@pytest.mark.usefixtures("site")
def test_one_starts_syncs_reads_searches_stars_undoes_resizes_quits_and_stands_there_again() -> None:
    first = run_on_terminal(
        answers=[
            (NEWEST[:10], "\r"),  # the lists have come by themselves
            (READ, "/"),
            ("写好要找的话，按回车到文中第一处", "\t"),
            ("在书库的标题和正文里找", "大国工匠"),
            ("书库里找到 1 条", "\r"),
            ("改搜索", "\r"),
            (FOUND, "s"),
            ("已收藏", "u"),
            ("已撤销：收藏", "s"),
            ("已收藏", larger),
            ("阅读历史", smaller),
            (FOUND, "G"),
            (END, "Q"),
        ],
    )
    assert first.code == 0
    again = run_on_terminal(
        answers=[
            (END, "q"),  # the article, its end, and that one was in it
            ("★", "Q"),
        ],
    )
    assert again.code == 0
    assert "Traceback" not in first.raw + again.raw
