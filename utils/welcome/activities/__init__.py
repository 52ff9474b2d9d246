"""The activities of the welcome, as the notebook calls them.

`payments_api()` is a picture that the text uses.
"""

from utils.role.pictures.teams import picture as payments_api
from utils.welcome.activities.first_steps import FirstSteps
from utils.welcome.activities.route import Route

__all__ = [
    "FirstSteps",
    "Route",
    "payments_api",
]
