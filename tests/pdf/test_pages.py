from mekong_print.pages import PageLabels, labels_of


def test_labels_count_on_in_their_own_style():
    runs = (PageLabels(2, "D", first=7), PageLabels(0, "r"), PageLabels(4, "", "Cover"))
    assert labels_of(runs, 5) == ("i", "ii", "7", "8", "Cover")


def test_roman_numerals_subtract():
    assert labels_of((PageLabels(0, "r", first=44),), 1) == ("xliv",)


def test_labels_of_others_are_understood():
    runs = (PageLabels(0, "R", first=9), PageLabels(1, "A", first=26), PageLabels(2, "a", first=27))
    assert labels_of(runs, 4) == ("IX", "Z", "aa", "bb")


def test_pages_before_the_first_run_are_counted():
    assert labels_of((), 2) == ("1", "2")
