"""The journeys by their names."""

from koios.demo.complaint import Complaint

NAMED = {"complaint": Complaint}
