"""Native controls with visible labels, reachable by keyboard and by screen reader.

`factory.py` has short ways to make the usual ones.
"""

from utils.kit.controls.download import DownloadTrigger
from utils.kit.controls.inputs import (
    ChoiceButtons,
    Choices,
    Dropdown,
    DropdownGrid,
    FileUpload,
    Input,
    Ranking,
    Slider,
    TextField,
)
from utils.kit.controls.runtime import Box, Button, Html, LazyHtml, LiveRegion, VBox
from utils.kit.controls.slide_deck import SlideDeck

__all__ = [
    "Box",
    "Button",
    "ChoiceButtons",
    "Choices",
    "DownloadTrigger",
    "Dropdown",
    "DropdownGrid",
    "FileUpload",
    "Html",
    "Input",
    "LazyHtml",
    "LiveRegion",
    "Ranking",
    "SlideDeck",
    "Slider",
    "TextField",
    "VBox",
]  # fmt: skip
