"""Chinese by its pinyin: initials, whole syllables, both mixed, what is typed last in part, polyphones."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhonggong_reader.queries.pinyin import GRAM, grams, matches, spellings, spoken


@pytest.mark.parametrize(
    ("letters", "text", "found"),
    [
        ("dggj", "大国工匠年度人物", True),
        ("gwjt", "高温津贴怎么发", True),
        ("daguogongjiang", "2026“大国工匠”", True),
        ("daguogj", "大国工匠", True),
        ("dguogongj", "大国工匠", True),
        ("dagu", "大国工匠", True),
        ("gongji", "大国工匠", True),
        ("dgj", "大国工匠", False),
        ("dggjx", "大国工匠", False),
        ("zhonghua", "中华", True),
        ("zhh", "中华", True),
        ("zh", "中华", True),
        ("xian", "西安", True),
        ("xian", "先进", True),
        ("fangan", "方案", True),
        ("yh", "银行", True),
        ("yinhang", "银行", True),
        ("yinxing", "银行", True),
        ("yx", "银行", True),
        ("chongfu", "重复", True),
        ("zhongfu", "重复", True),
        ("nvgong", "女工", True),
        ("dggj", "大國，工匠", True),
        ("gj", "工5匠", False),
        ("gj", "工\n匠", False),
    ],
)
def test_a_text_is_found_by_how_it_is_read(letters: str, text: str, found: bool) -> None:
    assert matches(letters, text, spoken) is found
    if found:
        # The index leads there: it has the first initials of one of the ways of reading what was typed.
        assert any(
            initials[:GRAM] in grams(text, spoken)
            or any(gram.startswith(initials[:GRAM]) for gram in grams(text, spoken))
            for initials in spellings(letters)
        )


READ = st.text("大国工匠高温津贴银行重复西安方案女绿长乐，", min_size=1, max_size=8)


@given(READ, st.data())
def test_any_run_is_found_by_any_way_of_spelling_it(text: str, data: st.DataObject) -> None:
    run = text.replace("，", "")
    if not run:
        return
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, min(len(run), start + 4)))
    typed = ""
    for character in run[start:end]:
        reading = data.draw(st.sampled_from(spoken(character)))
        typed += data.draw(st.sampled_from((reading, reading[0])))
    assert matches(typed, text, spoken)
    known = grams(text, spoken)
    assert any(
        all(initials[at : at + GRAM] in known for at in range(max(1, len(initials) - GRAM + 1)))
        if len(initials) >= GRAM
        else any(gram.startswith(initials) for gram in known)
        for initials in spellings(typed)
    ), (typed, spellings(typed), known)


@pytest.mark.parametrize(
    ("letters", "spelled"),
    [
        ("dggj", ["dggj"]),
        ("jnjs", ["jnjs"]),
        ("jn", ["jn"]),
        ("jin", ["j", "jn"]),
        ("ng", ["n", "ng"]),
    ],
)
def test_only_what_may_begin_a_syllable_is_one(letters: str, spelled: list[str]) -> None:
    """Or a few letters would send a search through every title that has the first of them."""
    assert sorted(spellings(letters)) == sorted(spelled)


def test_the_beginning_of_any_reading_is_spelled() -> None:
    readings = {reading for code in range(0x4E00, 0x9FA6) for reading in spoken(chr(code))}
    for reading in filter(str.isascii, readings):
        assert all(reading[0] in spellings(reading[:end]) for end in range(1, len(reading) + 1)), reading


def test_a_reading_loads_no_phrases_and_leaves_the_environment_alone() -> None:
    program = (
        "import os, sys; from zhonggong_reader.queries.pinyin import spoken; before = dict(os.environ);"
        "assert spoken('行')[:2] == ('xing', 'hang'); assert 'pypinyin' in sys.modules;"
        "assert 'pypinyin.phrases_dict' not in sys.modules; assert dict(os.environ) == before"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
