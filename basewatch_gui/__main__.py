"""`python -m basewatch_gui` is the command `basewatch`."""

from basewatch_gui.cli.app import run

if __name__ == "__main__":
    run()
