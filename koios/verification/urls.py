"""The pages of the yearly verification of contracts."""

app_name = "verification"
urlpatterns = []
