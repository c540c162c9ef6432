"""The pages of quotes for the team, in the order in which an address is tried."""

from koios.quotes.desk import urls as desk
from koios.quotes.lists_pages.pages import LISTS
from koios.quotes.need_pages import urls as needs
from koios.quotes.report import urls as report
from koios.quotes.tariff_pages import urls as tariffs

app_name = "quotes"
urlpatterns = [
    *needs.urlpatterns,
    *tariffs.urlpatterns,
    *report.urlpatterns,
    *LISTS.urls("settings/"),
    *desk.urlpatterns,
]
