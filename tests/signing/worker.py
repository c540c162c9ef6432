"""A worker that knows what is signed in these tests: `python -m tests.signing.worker`."""

from datetime import timedelta

import django


def main():
    django.setup()
    from koios.core.jobs import job
    from koios.core.worker import work_forever
    from tests.signing.subject import register

    register()
    job.LEASE = timedelta(seconds=6)  # longer than a machine at work stands still
    work_forever(2)


if __name__ == "__main__":
    main()
