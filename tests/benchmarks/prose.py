"""Chinese prose without sense but with the statistics of news: the same for the same seed.

Words are made of common characters and drawn by Zipf's law, each text has words of its own that come
back in it, and sentences end as sentences do. Of 1,500 characters some 460 are different and 1,000 pairs
of neighbours are, and they deflate to 2.5 KB: what news articles have too. It names nobody.
"""

import random
from bisect import bisect
from itertools import accumulate
from typing import Final

COMMON: Final = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
    "而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性"
    "好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第"
    "向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管"
    "特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处"
    "队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单"
    "风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土"
    "许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省"
    "列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置"
    "派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官德随病苏失尔死讲配女黄推显谈罪神艺"
    "呢席含企望密批营项防举球英氧势告李台落木帮轮破亚师围注远字材排供河态封另施减树溶怎止案言士均武固叶鱼波视"
    "仅费紧爱左章早朝害续轻服试食充兵源判护司足某练差致板田降黑犯负击范继兴似余坚曲输修故城夫够送笔船占右财吃"
    "富春职觉汉画功巴跟虽杂飞检吸助升阳互初创抗考投坏策古径换未跑留钢曾端责站简述钱副尽帝射草冲承独令限阿宣环"
    "双请超微让控州良轴找否纪益依优顶础载倒房突坐粉敌略客袁冷胜绝析块剂测丝协诉念陈仍罗盐友洋错苦夜刑移频逐靠"
    "混母短皮终聚汽村云哪既距卫停烈央察烧迅境若印洲刻括激孔搞甚室待核校散侵吧甲游久菜味旧模湖货损预阻毫普稳乙"
    "妈植息扩银语挥酒守拿序纸医缺雨吗针刘啊急唱误训愿审附获茶鲜粮斤孩脱硫肥善龙演父渐血欢械掌歌沙刚攻谓盾讨晚"
)
PARTICLES: Final = "的了在是和为有不也对将与等中以从上就到都而还这把被让"
"""Words of one character that stand everywhere, the most frequent first."""
LATIN: Final = ("AI", "5G", "App", "GDP", "C919", "12351", "2026", "3.5", "86.5", "100", "7", "20", "1.2")
TRADE: Final = (
    "工人 中国 工会 职工 企业 发展 服务 工作 劳动 全国 建设 社会 活动 技能 创新 组织 生产 记者 "
    "管理 经济 培训 安全 文化 精神 技术 就业 单位 困难 干部 权益 维权 集体 协商 合同 保障 代表 "
    "大会 政府 人员 主席 城市 农民工 项目 平台 行业 工程 产业 市场 北京 上海 开展 推进 加强 提高 "
    "通过 进行 实现 需要 问题 情况 制度 政策 法律 规定 工资 福利 竞赛 劳模 工匠 车间 班组 工厂 "
    "一线 岗位 师傅 徒弟 设备 质量 产品 能源 铁路 交通 建筑 医院 学校 社区 街道 志愿者 全国总工会 "
    "劳动者 产业工人 改革 开放 今年 目前 同时 日前 近日 其中 此外 以及 由于 为了 因为 所以 如果 "
    "可以 已经 正在 成为 得到 认为 表示 介绍 告诉 指出"
)
"""What such news is about."""
VOCABULARY: Final = 40_000
CHARACTERS: Final = 2_800
"""Different characters in the vocabulary."""


class Prose:
    """Writes texts. Every text comes from a number, so that one text does not depend on the others."""

    def __init__(self, seed: int = 1) -> None:
        self._seed = seed
        dice = random.Random(seed)
        codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
        rest = [code.decode("gb2312", "ignore") for code in codes]
        left = [character for character in rest if character and character not in COMMON]
        dice.shuffle(left)
        characters = list(COMMON) + left[: CHARACTERS - len(COMMON)]
        reach = list(accumulate(1 / (rank + 50) ** 1.5 for rank in range(len(characters))))
        lengths = (2, 2, 2, 2, 2, 2, 2, 3, 4)
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            length = dice.choice(lengths)
            words["".join(dice.choices(characters, cum_weights=reach, k=length))] = None
        self._words = [*words]
        for place, particle in enumerate(PARTICLES):
            self._words.insert(place, particle)
        for place, word in enumerate(TRADE.split()):
            self._words.insert(24 + 3 * place, word)
        for place, word in enumerate(LATIN):
            self._words.insert(40 + 12 * place, word)
        self._reach = list(accumulate(1 / (rank + 2) ** 0.92 for rank in range(len(self._words))))

    def paragraphs(self, number: int, characters: int) -> list[str]:
        """Return text number `number` in paragraphs, `characters` long together, give or take some."""
        dice = random.Random(self._seed * 1_000_003 + number)
        words, reach, total = self._words, self._reach, self._reach[-1]
        own = dice.choices(words[60:], k=9)
        made: list[str] = []
        written = 0
        while written < characters:
            text = ""
            room = min(characters - written, dice.randrange(90, 260))
            while len(text) < room:
                count = dice.randrange(3, 7)
                drawn = [words[bisect(reach, dice.random() * total)] for _ in range(count)]
                drawn[dice.randrange(count)] = dice.choice(own)
                if dice.random() < 0.4:
                    drawn.insert(1, "的")
                text += "".join(drawn) + ("。" if dice.random() < 0.3 else "，")
            made.append(text[:-1] + "。")
            written += len(text)
        return made

    def title(self, number: int) -> str:
        """Return a headline for text number `number`, made of some of its words."""
        dice = random.Random(self._seed * 1_000_003 + number)
        own = dice.choices(self._words[60:], k=12)
        return "".join(own[:4]) + "：" + "".join(own[4:7])
