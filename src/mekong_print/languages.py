"""The languages an issue can be written in, and the words that the source format needs.

A language is one row here and one catalog under locale/ (CONTRIBUTING.md). The words
are those that open a byline and those that a newsletter's plain text uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# How small words (and, in) stand beside names: with spaces around them; written together
# with the word that follows, as in Khmer, Lao and Thai; or hung on the word before them.
Habit = Literal["spaced", "leading", "hanging"]


@dataclass(frozen=True, slots=True)
class Language:
    """The source format's words in one language.

    `by` and `within` open a byline and its place, `both` joins names, `withheld` says
    that a place is kept back, `credit` opens a picture's credit, `roles` are words
    that no name contains. `note` and `deadline` are the newsletter's own headings;
    `issue` stands before the number in its title lines. `habit` is how `both` and `within`
    stand beside names, `commas` are the signs that part names, roles and places, `colons`
    those that may stand behind `by` and `credit`. `digits` are its own, from zero, where it
    has some.
    """

    code: str
    by: tuple[str, ...]
    within: tuple[str, ...]
    both: tuple[str, ...]
    withheld: tuple[str, ...]
    credit: tuple[str, ...]
    roles: frozenset[str]
    note: tuple[str, ...]
    deadline: tuple[str, ...]
    issue: tuple[str, ...]
    digits: str = ""
    habit: Habit = "spaced"
    commas: str = ","
    colons: str = ""

    @property
    def has_spaces(self) -> bool:
        """Whether spaces part its words."""
        return self.habit == "spaced"


_ENGLISH = Language(
    code="en",
    by=("by",),
    within=("in",),
    both=("and", "&"),
    withheld=("place withheld",),
    credit=("Credit", "Photo", "Photograph", "Picture"),
    roles=frozenset(
        "editor editors editorial desk reporter correspondent analyst writer columnist "
        "contributor lead chief deputy senior junior associate assistant managing "
        "researcher fellow professor director coordinator photographer staff".split()
    ),
    note=("editor’s note", "editors’ note", "editor’s letter", "editorial note"),
    deadline=("editorial deadline",),
    issue=("issue",),
)

_VIETNAMESE = Language(
    code="vi",
    by=("bởi", "tác giả"),
    within=("tại", "từ"),
    both=("và", "&"),
    withheld=("không nêu địa điểm",),
    credit=("Ảnh", "Nguồn ảnh"),
    roles=frozenset("biên phóng viên".split()),
    note=("lời tòa soạn", "lời toà soạn"),
    deadline=("hạn chót biên tập",),
    issue=("số",),
)

_KHMER = Language(
    code="km",
    by=("ដោយ", "អត្ថបទដោយ"),
    within=("នៅ", "ពី"),
    both=("និង", "&"),
    withheld=("មិនបញ្ចេញទីកន្លែង",),
    credit=("រូបថត", "រូបភាព"),
    roles=frozenset(
        "និពន្ធ បណ្ណាធិការ អ្នកយកព័ត៌មាន អ្នកកាសែត អ្នកសារព័ត៌មាន អ្នកវិភាគ អ្នកស្រាវជ្រាវ អ្នកសរសេរ នាយក "
        "សាស្ត្រាចារ្យ អ្នកសម្របសម្រួល អ្នកថតរូប អ្នករាយការណ៍".split()
    ),
    note=("កំណត់និពន្ធនាយក", "សេចក្ដីនិពន្ធ", "វិចារណកថា", "កំណត់របស់និពន្ធនាយក"),
    deadline=("ថ្ងៃផុតកំណត់ការនិពន្ធ", "ពេលបិទការនិពន្ធ"),
    issue=("លេខ", "ច្បាប់ទី"),
    digits="០១២៣៤៥៦៧៨៩",
    habit="leading",
    colons=":៖",
)

_LAO = Language(
    code="lo",
    by=("ໂດຍ", "ຂຽນໂດຍ"),
    within=("ທີ່", "ຈາກ"),
    both=("ແລະ", "&"),
    withheld=("ບໍ່ເປີດເຜີຍສະຖານທີ່",),
    credit=("ພາບ", "ຮູບ", "ຮູບພາບ", "ພາບຖ່າຍ"),
    roles=frozenset(
        "ບັນນາທິການ ນັກຂ່າວ ຜູ້ສື່ຂ່າວ ນັກວິເຄາະ ນັກຄົ້ນຄວ້າ ນັກຂຽນ ຫົວໜ້າ ຜູ້ອຳນວຍການ ອຳນວຍການ "
        "ສາດສະດາຈານ ຜູ້ປະສານງານ ຊ່າງພາບ ທີ່ປຶກສາ".split()
    ),
    note=("ບົດບັນນາທິການ", "ຈາກບັນນາທິການ", "ບັນທຶກບັນນາທິການ"),
    deadline=("ກຳນົດປິດຂ່າວ", "ປິດຂ່າວ"),
    issue=("ສະບັບທີ", "ສະບັບທີ່"),
    digits="໐໑໒໓໔໕໖໗໘໙",
    habit="leading",
    colons=":",
)

_THAI = Language(
    code="th",
    by=("โดย", "เรื่องโดย"),
    within=("ที่", "จาก"),
    both=("และ", "&"),
    withheld=("ไม่เปิดเผยสถานที่",),
    credit=("ภาพ", "ภาพถ่าย", "เครดิตภาพ", "ภาพโดย"),
    roles=frozenset(
        "บรรณาธิการ นักข่าว ผู้สื่อข่าว นักวิเคราะห์ นักวิจัย นักเขียน คอลัมนิสต์ หัวหน้า ผู้อำนวยการ "
        "ศาสตราจารย์ อาจารย์ ผู้ประสานงาน ช่างภาพ ที่ปรึกษา".split()
    ),
    note=("บทบรรณาธิการ", "จากบรรณาธิการ", "บันทึกบรรณาธิการ"),
    deadline=("ปิดต้นฉบับ", "กำหนดปิดต้นฉบับ"),
    issue=("ฉบับที่",),
    digits="๐๑๒๓๔๕๖๗๘๙",
    habit="leading",
    colons=":",
)

# Burmese has no word before the name: newspapers print “writer – name”, and what is “in” and
# “and” in English hangs on the name or the place before it.
_BURMESE = Language(
    code="my",
    by=("ရေးသားသူ", "ရေးသူ"),
    within=("မှ", "တွင်"),
    both=("နှင့်", "&"),
    withheld=("နေရာမဖော်ပြပါ",),
    credit=("ဓာတ်ပုံ", "ပုံ"),
    roles=frozenset(
        "အယ်ဒီတာ သတင်းထောက် သတင်းသမား လေ့လာသူ သုတေသီ စာရေးဆရာ ဆောင်းပါးရှင် အကြီးအကဲ ညွှန်ကြားရေးမှူး "
        "ပါမောက္ခ ညှိနှိုင်းရေးမှူး ဓာတ်ပုံဆရာ".split()
    ),
    note=("အယ်ဒီတာ့အာဘော်", "အယ်ဒီတာ့မှတ်ချက်", "အယ်ဒီတာမှတ်ချက်"),
    deadline=("သတင်းပိတ်ချိန်",),
    issue=("အမှတ်စဉ်", "အမှတ်"),
    digits="၀၁၂၃၄၅၆၇၈၉",
    habit="hanging",
    commas=",၊",
    colons=":-–—",
)

LANGUAGES: dict[str, Language] = {
    row.code: row for row in (_ENGLISH, _KHMER, _LAO, _BURMESE, _THAI, _VIETNAMESE)
}

SOURCE_LANGUAGE = "en"  # the language that the publication's own words are written in first


def language_of(tag: str) -> Language | None:
    """The row for a BCP 47 tag, by its primary subtag; None where there is none.

    >>> language_of("en-GB").code
    'en'
    """
    return LANGUAGES.get(tag.replace("_", "-").split("-")[0].lower())
