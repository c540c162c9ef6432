"""What a process and its children weigh and work, as Linux tells it."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def of(leader: int) -> dict:
    """MiB of web and worker. What processes share is counted once (PSS); `files` is how much of
    all is pages of files, the mapped database above all, which the system takes back at need."""
    told, files = {}, 0
    for process in _with_children(leader):
        name, (kib, of_files) = _name(process), _kib(process)
        told[name] = told.get(name, 0) + kib
        files += of_files
    told = {name: round(kib / 1024) for name, kib in told.items()}
    return told | {"together": sum(told.values()), "files": round(files / 1024)}


def work_of(leader: int, name: str) -> float:
    """Seconds that the processors gave to the processes of that name."""
    return sum(seconds(one) for one in _with_children(leader) if _name(one) == name)


def seconds(process: int) -> float:
    """What the processors gave to one process since it began."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICK


def _with_children(leader):
    yield leader
    for task in Path(f"/proc/{leader}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from _with_children(int(child))


def _name(process):
    told = Path(f"/proc/{process}/comm").read_text().strip()
    return told.removeprefix("koios-") if told.startswith("koios-") else "supervisor"


def _kib(process):
    """All that it weighs, and what of it are pages of files."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    told = {line.split(":")[0]: int(line.split()[-2]) for line in lines if line.endswith("kB")}
    return told["Pss"], told.get("Pss_File", 0)
