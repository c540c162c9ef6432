"""The company's clockwork, as it stands in koios/schedule.py."""

from koios.core import jobs, schedule


def test_every_line_can_be_done(db, settings, tmp_path):
    settings.HOME = tmp_path
    schedule.load()

    handed = schedule.hand_out()
    jobs.run_due()

    assert handed == len(schedule.lines) > 0
    assert {job.why for job in jobs.Job.objects.all()} == {""}
