"""`python -m comity`: the command line where no script is on the path."""

from comity.cli import main

main(prog_name="comity")
