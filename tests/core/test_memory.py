"""What processes hold of the memory of the machine."""

import threading

from koios.core.memory import one_at_a_time


def test_long_work_is_done_one_after_another():
    inside, most, both = [], [], threading.Barrier(4)

    @one_at_a_time()
    def work():
        inside.append(1)
        most.append(len(inside))
        threading.Event().wait(0.02)
        inside.pop()

    def visitor():
        both.wait()
        work()

    visitors = [threading.Thread(target=visitor) for _n in range(4)]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()

    assert most == [1, 1, 1, 1]


def test_work_that_fails_lets_the_next_one_in():
    @one_at_a_time()
    def work():
        raise ValueError

    for _n in range(2):
        try:
            work()
        except ValueError:
            continue
