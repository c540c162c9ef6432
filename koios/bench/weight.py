"""What a process and its children weigh and work, as Linux tells it."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def of(leader: int) -> dict:
    """MiB of web and worker. Memory that processes share is counted once (PSS)."""
    told = {}
    for process in _with_children(leader):
        name = _name(process)
        told[name] = told.get(name, 0) + _kib(process)
    told = {name: round(kib / 1024) for name, kib in told.items()}
    return told | {"together": sum(told.values())}


def work_of(leader: int, name: str) -> float:
    """Seconds that the processors gave to the processes of that name."""
    return sum(_seconds(one) for one in _with_children(leader) if _name(one) == name)


def _seconds(process):
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICK


def _with_children(leader):
    yield leader
    for task in Path(f"/proc/{leader}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from _with_children(int(child))


def _name(process):
    for line in Path(f"/proc/{process}/environ").read_bytes().split(b"\0"):
        if line.startswith(b"KOIOS_PROCESS="):
            return line.partition(b"=")[2].decode()
    return "supervisor"


def _kib(process):
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
