"""Settings as the reader meets them, and values as people write them."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Literal

import msgspec
import pytest

from zhonggong_reader.errors import SettingsError
from zhonggong_reader.settings import Settings, values
from zhonggong_reader.settings.declared import told
from zhonggong_reader.settings.described import Setting, every, find

EVERY = every()


@pytest.mark.parametrize("setting", EVERY, ids=lambda setting: setting.key)
def test_every_setting_has_a_name_what_it_may_be_and_what_it_is_for(setting: Setting) -> None:
    assert setting.title != setting.path[-1], "told() gives a setting its name"
    assert len(setting.title) <= 6
    assert setting.allowed
    assert setting.about
    assert not setting.about.endswith("。")
    assert setting.group


@pytest.mark.parametrize("setting", EVERY, ids=lambda setting: setting.key)
def test_a_default_is_a_value_and_is_read_back_as_it_is_shown(setting: Setting) -> None:
    assert setting.of(Settings()) == setting.default
    if setting.optional:
        assert values.parsed(setting, "") is None
    else:
        assert setting.checked(setting.default) == setting.default
        assert values.parsed(setting, values.shown(setting.default)) == setting.default


def test_groups_stand_together() -> None:
    groups = [setting.group for setting in EVERY]
    assert sum(one != other for one, other in pairwise(groups)) == len(set(groups)) - 1


class Inner(msgspec.Struct, frozen=True, kw_only=True):
    pause: Annotated[float, told("间隔", "0 到 2", "隔多久", step=0.5, ge=0, le=2)] = 1.0


class Grown(msgspec.Struct, frozen=True, kw_only=True):
    bare: int = 3
    loud: Annotated[bool, told("响", "true 或 false", "响不响", group="声音")] = False
    tone: Annotated[Literal["low", 1, 2], told("音高", "low、1 或 2", at_start=True)] = "low"
    volume: Annotated[int, told("音量", "0 到 10", step=4, ge=0, le=10)] = 5
    words: Annotated[tuple[str, ...], told("词", "词的列表")] = ()
    names: Annotated[tuple[str, ...], told("频道", "频道的列表", offers="channels")] = ()
    site: Annotated[Annotated[str, msgspec.Meta(pattern="^http")] | None, told("网址", "网址")] = None
    keys: Annotated[str | Mapping[str, str], told("按键", "名字或表", group="手")] = "default"
    inner: Annotated[Inner, told("里面")] = Inner()


def of(key: str) -> Setting:
    return find(key, Grown)


def test_what_is_declared_is_described() -> None:
    assert [(setting.group, setting.key, setting.kind) for setting in every(Grown)] == [
        ("", "bare", "number"),
        ("声音", "loud", "switch"),
        ("声音", "tone", "choice"),
        ("声音", "volume", "number"),
        ("声音", "words", "list"),
        ("声音", "names", "list"),
        ("声音", "site", "text"),
        ("手", "keys", "table"),
        ("里面", "inner.pause", "number"),
    ]
    assert of("bare").title == "bare"
    assert of("tone").choices == ("low", 1, 2)
    assert [setting.key for setting in every(Grown) if setting.at_start] == ["tone"]
    assert [setting.key for setting in every(Grown) if setting.optional] == ["site"]
    pause = of("inner.pause")
    assert (pause.least, pause.most, pause.step, pause.of(Grown())) == (0, 2, 0.5, 1.0)


@pytest.mark.parametrize(
    ("key", "told"), [("colour", "bare、loud"), ("inner.x", "可用的有 pause"), ("inner", "inner")]
)
def test_a_key_that_is_none_is_told_with_those_there_are(key: str, told: str) -> None:
    with pytest.raises(SettingsError, match=f"没有 {key} 这一项") as caught:
        of(key)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("loud", "开", True),
        ("loud", "on", True),
        ("loud", "false", False),
        ("loud", "否", False),
        ("tone", "low", "low"),
        ("tone", '"low"', "low"),
        ("tone", "2", 2),
        ("volume", " 7 ", 7),
        ("volume", "７", 7),
        ("inner.pause", "1.5", 1.5),
        ("inner.pause", "2", 2.0),
        ("words", "涨薪 工伤，欠薪、a,b", ("涨薪", "工伤", "欠薪", "a,b")),
        ("words", '"两 个" 词', ("两 个", "词")),
        ("words", '["一，二"]', ("一，二",)),
        ("words", "", ()),
        ("names", "评论,全总；人物", ("评论", "全总", "人物")),
        ("site", "http://a.cn", "http://a.cn"),
        ("site", "  ", None),
        ("keys", "vim", "vim"),
        ("keys", 'a = "b", "c.d" = "e"', {"a": "b", "c.d": "e"}),
        ("keys", '"c.d" = "e"', {"c.d": "e"}),
        ("keys", '"vim"', "vim"),
        ("keys", '{ a = "b" }', {"a": "b"}),
        ("keys", "{}", {}),
    ],
)
def test_what_is_typed_is_understood(key: str, typed: str, value: object) -> None:
    assert values.parsed(of(key), typed) == value


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("loud", "maybe"),
        ("tone", "3"),
        ("volume", "11"),
        ("volume", "1.5"),
        ("volume", "十"),
        ("volume", ""),
        ("inner.pause", "nan"),
        ("words", "[1]"),
        ("words", '["a"'),
        ("words", '["a"]\nloud = 3'),
        ("site", "ftp://a.cn"),
        ("keys", "a = 3"),
        ("keys", "a = "),
    ],
)
def test_what_may_not_be_is_told_with_key_and_what_is_allowed(key: str, typed: str) -> None:
    setting = of(key)
    with pytest.raises(SettingsError) as caught:
        values.parsed(setting, typed)
    assert str(caught.value) == f"{key} 的值不对，应为：{setting.allowed}"


@pytest.mark.parametrize(
    ("value", "shown", "written"),
    [
        (True, "开", "true"),
        (60, "60", "60"),
        (0.25, "0.25", "0.25"),
        ("night", "night", '"night"'),
        ('a"\\\x7f', 'a"\\\x7f', '"a\\"\\\\\\u007f"'),
        (("评论", "全总"), "评论 全总", '["评论", "全总"]'),
        (("a b",), '["a b"]', '["a b"]'),
        ((), "", "[]"),
        ({"a.b": "s,f7", "c": {}}, '{ "a.b" = "s,f7", c = {} }', '{ "a.b" = "s,f7", c = {} }'),
    ],
)
def test_values_are_shown_and_written(value: object, shown: str, written: str) -> None:
    import tomllib

    assert values.shown(value) == shown
    assert values.written(value) == written
    assert tomllib.loads(f"x = {written}")["x"] == (list(value) if isinstance(value, tuple) else value)


@pytest.mark.parametrize(
    ("key", "value", "by", "beside"),
    [
        ("loud", False, 1, True),
        ("loud", False, -1, True),
        ("tone", "low", 1, 1),
        ("tone", "low", -1, 2),
        ("volume", 5, 1, 8),
        ("volume", 5, -1, 4),
        ("volume", 8, 1, 10),
        ("volume", 10, 1, 10),
        ("volume", 0, -1, 0),
        ("inner.pause", 1.0, -1, 0.5),
        ("words", ("a",), 1, ("a",)),
        ("site", None, 1, None),
    ],
)
def test_the_value_beside_a_value(key: str, value: Any, by: int, beside: object) -> None:
    found = values.stepped(of(key), value, by)
    assert (found, type(found)) == (beside, type(beside))


def test_what_is_offered_goes_round() -> None:
    theme = find("theme")
    offered = ("paper", "night", "nord")
    assert values.stepped(theme, "nord", 1, offered) == "paper"
    assert values.stepped(theme, "paper", -1, offered) == "nord"
    assert values.stepped(theme, "gone", 1, offered) == "paper"
