from mekong_print.pages import PageLabels, labels_of


def test_labels_count_on_in_their_own_style():
    runs = (PageLabels(2, "D", first=7), PageLabels(0, "r"), PageLabels(4, "", "Cover"))
    assert labels_of(runs, 5) == ("i", "ii", "7", "8", "Cover")


def test_roman_numerals_subtract():
    assert labels_of((PageLabels(0, "r", first=44),), 1) == ("xliv",)
