from PySide6.QtWidgets import QApplication

from basewatch_gui.widgets.pane.layers.labels.spare_time import SpareTime


def test_each_task_gets_its_turn_until_it_is_done(qapp: QApplication) -> None:
    spare, done = SpareTime(), []

    def task(name: str, times: int) -> bool:
        done.append(name)
        return done.count(name) == times

    one, other = (lambda: task("a", 3)), (lambda: task("b", 2))
    for asked in (one, other, one):
        spare.ask(asked)
    while not spare.is_idle:
        qapp.processEvents()
    assert done == ["a", "b", "a", "b", "a"]
    spare.ask(other)
    assert not spare.is_idle
