"""Suggestions: made from another date, walked and answered."""

from collections.abc import Iterator

from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.widgets.suggest import suggest_commands as commands
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability, KeyLine, translate_key_line
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[Action, ...]:
    none_here = translate("No suggestion here")
    return (
        Action(
            name="to_next_frame", menu=Menu.SUGGESTIONS, text=translate("To the next frame"),
            help=translate("Suggest the selected labels, or all in view, at the same place on the next frame in time."),
            icon="to-next-frame", keys=("Shift+D",), separator=True, run=commands.suggest_on_next_frame,
        ),
        Action(
            name="suggest_other_date", menu=Menu.SUGGESTIONS, text=translate("Suggest from the other date"),
            help=translate("Suggest here every label of the other date that has none here yet."), icon="suggest",
            keys=("Ctrl+Alt+D",), run=commands.suggest_from_other_date,
        ),
        Action(
            name="accept_suggestion", menu=Menu.SUGGESTIONS, text=translate("Accept suggestion"),
            help=translate(
                "Make a label of the current suggestion and go to the next one; Enter does it over a pane."
            ),
            separator=True, run=commands.accept_current, enabled=_has_suggestions, needs=none_here,
        ),
        Action(
            name="accept_all", menu=Menu.SUGGESTIONS, text=translate("Accept all in view"),
            help=translate("Make labels of all suggestions that the pane shows; Shift+Enter does it over a pane."),
            run=commands.accept_all_in_view, enabled=_has_suggestions, needs=none_here,
        ),
        Action(
            name="not_observable", menu=Menu.SUGGESTIONS, text=translate("Not observable"),
            help=translate("Say that cloud, shadow or the like hide the place of the current suggestion."),
            keys=("U",), run=lambda workspace: workspace.session.suggestions.not_observable(),
            enabled=_has_current, needs=none_here,
        ),
        Action(
            name="leave_suggestions", menu=Menu.SUGGESTIONS, text=translate("Leave suggestions"),
            help=translate("Leave the suggestions for now; again to take them away. Esc does it over a pane."),
            run=commands.leave_suggestions, enabled=_has_suggestions, needs=none_here,
        ),
    )  # fmt: skip


def _has_current(workspace: Workspace) -> bool:
    return workspace.session.suggestions.current is not None


def _has_suggestions(workspace: Workspace) -> bool:
    """Return True if a suggestion is the current one, or the active pane's frame has some."""
    frame_id = workspace.grid.active.frame_id
    return _has_current(workspace) or (
        frame_id is not None and bool(workspace.session.suggestions.suggestions_on(frame_id))
    )


def _open(workspace: Workspace) -> None:
    suggestions = workspace.session.suggestions
    shown: list[Suggestion | None] = [None]

    def show_current() -> None:
        """Bring another current suggestion into view, and redraw all of them."""
        current = suggestions.current
        if current is not None and current != shown[0]:
            commands.show_suggestion(workspace, current)
        shown[0] = current
        workspace.grid.refresh()
        workspace.refresh_actions()

    suggestions.changed.connect(show_current)


def _keys_now(workspace: Workspace) -> Iterator[KeyLine]:
    if _has_current(workspace):
        yield KeyLine(translate_key_line("Accept the suggestion"), key=translate_key_line("Enter"))
        yield KeyLine(translate_key_line("Drop the suggestion, or say that the object has left"), action="delete")
        yield KeyLine(action="not_observable")
        yield KeyLine(translate_key_line("Next suggestion"), key=translate_key_line("Tab"))
        yield KeyLine(translate_key_line("Leave the suggestions"), key=translate_key_line("Esc"))


SUGGEST = Capability(name="suggest", actions=_actions, open=_open, hint=commands.suggestion_hint, keys_now=_keys_now)
