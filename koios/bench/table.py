"""The figures as a table for people."""

HEAD = (
    *("", "p50", "p95", "CPU", "CPU base", "/s", "piso", "×"),
    *("p50 con 8", "/s con 8", "piso con 8", "meta"),
)


def table(told) -> str:
    rows = [HEAD, *(_row(line) for line in told["operations"])]
    wide = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
    lines = ["  ".join(_cell(row[at], wide[at], at) for at in range(len(HEAD))) for row in rows]
    memory = ", ".join(f"{name} {mib}" for name, mib in told["memory_mib"].items())
    return "\n".join(
        [
            *lines,
            "",
            f"base de datos: {told['database']}",
            f"acuses por segundo: {told['receipts_per_second']}",
            f"koios check: {told['check_seconds']} s",
            f"memoria (MiB): {memory}",
            f"llenar la carpeta: {told['seed_seconds']} s; iniciar: {told['start_seconds']} s",
        ]
    )


def _row(line):
    one, eight = line["at_1"], line["at_8"]
    floor, floor_8 = line.get("floor_1"), line.get("floor_8")
    aim = f"{line['aim_ms']} ms" if line["aim_ms"] else ""
    if "aim_per_second" in line:
        aim += f", {line['aim_per_second']}/s"
    return (
        line["name"],
        f"{one['p50_ms']}",
        f"{one['p95_ms']}",
        f"{one['cpu_ms']}",
        f"{one.get('database_cpu_ms', '')}",
        f"{one['per_second']}",
        f"{floor['p50_ms']}" if floor else "",
        f"{one['p50_ms'] / floor['p50_ms']:.1f}" if floor else "",
        f"{eight['p50_ms']}",
        f"{eight['per_second']}",
        f"{floor_8['p50_ms']}" if floor_8 else "",
        aim,
    )


def _cell(text, width, at):
    return text.ljust(width) if at == 0 else text.rjust(width)
