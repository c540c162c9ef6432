"""The journeys by their names."""

from koios.demo.complaint import Complaint
from koios.demo.sale import Sale

NAMED = {"complaint": Complaint, "commercial": Sale}
