"""The command line: `bin/koios`, `python -m koios`."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koios.settings")
    if sys.argv[1:2] == ["run"]:
        from koios import serve  # without Django: it only starts and watches others

        sys.exit(serve.main(sys.argv[2:]))
    from koios.core import commands

    commands.main(sys.argv[1:])


if __name__ == "__main__":
    main()
