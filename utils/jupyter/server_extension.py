"""Keeps saved notebooks readable without a kernel.

JupyterLab saves with each output of the course a reference to a live widget. In a notebook that is
opened later, or reloaded, that widget is gone, and "Error displaying widget" would take the place
of the printed form. So the reference stays out of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

WIDGET_VIEW_MIME_TYPE = "application/vnd.jupyter.widget-view+json"
PRINTED_CSS_CLASS = "tpo-printed"  # the class of every printed form; see utils/kit/base.py


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "utils.jupyter.server_extension"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    server.contents_manager.register_pre_save_hook(drop_widget_views)


def drop_widget_views(model: dict[str, Any], **_: object) -> None:
    """Take references to widgets out of the course's outputs, which have a printed form.

    Parameters
    ----------
    model
        A contents model, changed in place; see the Jupyter Server's contents API.

    """
    if model.get("type") != "notebook":
        return
    for cell in (model.get("content") or {}).get("cells", ()):
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if WIDGET_VIEW_MIME_TYPE in data and PRINTED_CSS_CLASS in "".join(
                data.get("text/html", "")
            ):
                del data[WIDGET_VIEW_MIME_TYPE]
