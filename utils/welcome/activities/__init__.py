"""The activities of the welcome, as the notebook calls them."""

from utils.welcome.activities.first_steps import FirstSteps
from utils.welcome.activities.route import Route

__all__ = ["FirstSteps", "Route"]
