"""`python -m chronofile`: the same as `chronofile`."""

from chronofile.cli import main

main()
