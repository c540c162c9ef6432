from django.urls import path

from koios.office.views import (
    calendar,
    files,
    jobs,
    my_day,
    notices,
    outbox,
    search,
    settings,
    trail,
)

app_name = "office"
urlpatterns = [
    path("", my_day.my_day, name="my_day"),
    path("logo", settings.logo_picture, name="logo"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("notices/", notices.notices, name="notices"),
    path("notices/reading/", notices.notices_reading, name="notices_reading"),
    path("notices/<int:pk>/reading/", notices.notice_reading, name="notice_reading"),
    path("files/<int:pk>/preview/", files.preview, name="file_preview"),
    path("files/<int:pk>/<str:name>", files.download, name="file"),
    path("trail/", trail.trail, name="trail"),
    path("trail/look/", trail.chain_look, name="chain_look"),
    path("settings/", settings.settings, name="settings"),
    path("settings/calendar/", calendar.calendar, name="calendar"),
    path("settings/calendar/closures/new/", calendar.closure, name="closure"),
    path("settings/calendar/saturdays/", calendar.saturdays, name="saturdays"),
    path("settings/calendar/<int:pk>/withdrawal/", calendar.withdrawal, name="withdrawal"),
    path("settings/company/logo/", settings.logo_change, name="logo_change"),
    path("settings/mail/test/", settings.mail_test, name="mail_test"),
    path("settings/mail/test/answer/", settings.mail_test_answer, name="mail_test_answer"),
    path("settings/<slug:name>/", settings.settings_group, name="settings_group"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/", outbox.message, name="message"),
    path("outbox/<int:pk>/again/", outbox.message_again, name="message_again"),
    path("outbox/<int:pk>/cancellation/", outbox.message_cancel, name="message_cancel"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/retry/", jobs.job_retry, name="job_retry"),
    path("jobs/<int:pk>/discard/", jobs.job_discard, name="job_discard"),
]
