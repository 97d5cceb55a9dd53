"""`python -m mekong_print` is `mekong`."""

from mekong_print.cli import main

main()
