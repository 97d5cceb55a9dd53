"""One small issue in the six languages: short texts written for tests, nothing of them news.

Section, headline, byline, text, picture credit and bio, each as somebody would write them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """The words of the issue in one language."""

    title: str
    section: str
    headline: str
    byline: str
    names: tuple[str, ...]
    place: str
    text: str
    bio: str


TONGUES = {
    "en": Tongue(
        "Water and Rice", "Cambodia", "The Lake Rises", "by Dara Sok and May, in Phnom Penh",
        ("Dara Sok", "May"), "Phnom Penh", "The lake rose by two metres this month.",
        "Dara Sok writes about water.",
    ),
    "km": Tongue(
        "ទឹក និងស្រូវ", "កម្ពុជា", "ទឹកបឹងឡើងខ្ពស់", "ដោយ៖ សុខ ដារា និងចាន់ ធី, នៅភ្នំពេញ",
        ("សុខ ដារា", "ចាន់ ធី"), "ភ្នំពេញ", "ទឹកបឹងបានឡើងពីរម៉ែត្រនៅខែនេះ។",
        "សុខ ដារា សរសេរអំពីទឹក។",
    ),
    "lo": Tongue(
        "ນ້ຳ ແລະ ເຂົ້າ", "ກຳປູເຈຍ", "ນ້ຳໃນໜອງຂຶ້ນສູງ", "ໂດຍ ສົມສັກ ວົງສາ ແລະ ບຸນມີ ທີ່ວຽງຈັນ",
        ("ສົມສັກ ວົງສາ", "ບຸນມີ"), "ວຽງຈັນ", "ເດືອນນີ້ນ້ຳໃນໜອງຂຶ້ນສອງແມັດ",
        "ສົມສັກ ວົງສາ ຂຽນກ່ຽວກັບນ້ຳ",
    ),
    "my": Tongue(
        "ရေနှင့် စပါး", "ကမ္ဘောဒီးယား", "ရေကန် ရေတက်လာပြီ", "ရေးသားသူ – မေနှင့် အောင်ကို၊ ရန်ကုန်မှ",
        ("မေ", "အောင်ကို"), "ရန်ကုန်", "ယခုလတွင် ရေကန်ရေသည် နှစ်မီတာ တက်လာသည်။",
        "မေသည် ရေအကြောင်း ရေးသည်။",
    ),
    "th": Tongue(
        "น้ำกับข้าว", "กัมพูชา", "น้ำในทะเลสาบสูงขึ้น", "โดย สมชาย ใจดี และสมหญิง รักไทย, ที่เชียงใหม่",
        ("สมชาย ใจดี", "สมหญิง รักไทย"), "เชียงใหม่", "เดือนนี้น้ำในทะเลสาบสูงขึ้นสองเมตร",
        "สมชาย ใจดี เขียนเรื่องน้ำ",
    ),
    "vi": Tongue(
        "Nước và lúa", "Campuchia", "Nước hồ dâng cao", "bởi Nguyễn Thị Anh và Lê Lâm, tại Hà Nội",
        ("Nguyễn Thị Anh", "Lê Lâm"), "Hà Nội", "Tháng này nước hồ dâng hai mét.",
        "Nguyễn Thị Anh viết về nước.",
    ),
}  # fmt: skip
NUMBERS = {lang: number for number, lang in enumerate(TONGUES, 21)}


def source_of(lang: str, desk: str = "River") -> str:
    """The issue in one language, as a source."""
    words = TONGUES[lang]
    return f"""\
---
desk: {desk}
number: {NUMBERS[lang]}
title: {words.title}
date: 2025-10-31
deadline: 2025-10-31 23:59 +07:00
lang: {lang}
corrections:
  - date: 2025-11-03
    text: "{words.text}"
---

# {words.section} 🇰🇭

## {words.headline}
{words.byline}

{words.text}[^a]

1. {words.headline}
2. {words.title}

::: bio
{words.bio}
:::

[^a]: {words.text}
"""
