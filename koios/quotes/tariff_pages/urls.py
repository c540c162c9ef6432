"""The pages of services and tariffs."""

urlpatterns = []
