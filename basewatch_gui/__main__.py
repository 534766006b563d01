"""`python -m basewatch_gui` is the command `basewatch`."""

from basewatch_gui.main import run

if __name__ == "__main__":
    run()
