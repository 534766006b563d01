from PySide6.QtWidgets import QApplication

from basewatch_gui.widgets.pane.layers.labels.spare_time import SpareTime


class Worker:
    def __init__(self, name: str, times: int, done: list[str]) -> None:
        self.name, self.times, self.done = name, times, done

    def work(self) -> bool:
        self.done.append(self.name)
        return self.done.count(self.name) == self.times


def run(qapp: QApplication, spare: SpareTime) -> None:
    while not spare.is_idle:
        qapp.processEvents()


def test_each_task_gets_its_turn_until_it_is_done(qapp: QApplication) -> None:
    spare, done = SpareTime(), list[str]()
    one, other = Worker("a", 3, done), Worker("b", 2, done)
    for asked in (one, other, one):
        spare.run_later(asked.work)
    run(qapp, spare)
    assert done == ["a", "b", "a", "b", "a"]
    spare.run_later(other.work)
    assert not spare.is_idle


def test_the_task_of_what_is_gone_is_left_out(qapp: QApplication) -> None:
    spare, done = SpareTime(), list[str]()
    gone, other = Worker("a", 3, done), Worker("b", 2, done)
    spare.run_later(gone.work)
    spare.run_later(other.work)
    del gone
    run(qapp, spare)
    assert done == ["b", "b"]
