"""``script/pictures``: the pictures of the manual, taken from the running demo."""

import argparse
import json
import shutil
import subprocess
from dataclasses import asdict, dataclass

from . import environment, server
from .browser import NAMES
from .console import Failure, command_line
from .state import REPOSITORY

CAMERA = REPOSITORY / "script" / "devenv" / "camera.py"
FOLDER = REPOSITORY / "opportunity_plus" / "static" / "description"
DESKTOP, PHONE = (1366, 768), (390, 844)
ENGLISH, ALL = ("en_US",), ("en_US", "th_TH", "vi_VN")


@dataclass
class Picture:
    """A page as somebody sees it.

    :param complete: what is there once the page is whole, also after the clicks
    :param clicks: what is clicked then, each as soon as it is there
    :param scroll: what is scrolled to the top
    :param languages: one picture for each, with its code in the name but for English
    """

    login: str
    path: str
    complete: str
    clicks: tuple = ()
    scroll: str = ""
    size: tuple = DESKTOP
    languages: tuple = ENGLISH


BOARD = "/odoo/action-crm.crm_lead_action_pipeline"
PICTURES = {
    "board": Picture("agent", BOARD, ".o_kanban_record"),
    "today": Picture("agent", "/odoo/crm-today", ".o_kanban_record", languages=ALL),
    "log_contact": Picture(
        *("agent", BOARD, ".o_contact_log_save"),
        clicks=(".o_kanban_record .o_log_contact",),
        languages=ALL,
    ),
    "opportunity": Picture(
        *("agent", BOARD, ".o_form_view .o-mail-Chatter"),
        clicks=(".o_kanban_record:not(.o_kanban_ghost)",),
    ),
    "win_loss": Picture(
        "supervisor",
        "/odoo/action-opportunity_plus.crm_lead_closing_report_action",
        ".o_graph_renderer canvas",
    ),
    "forecast": Picture(
        "supervisor", "/odoo/action-crm.crm_lead_action_forecast", ".o_kanban_record"
    ),
    "settings": Picture(
        *("admin", "/odoo/action-crm.crm_config_settings_action"),
        "#opportunity_facts_required",
        scroll="h2:has(+ * #opportunity_facts_required)",
    ),
    "stage": Picture(
        *("admin", "/odoo/action-crm.crm_stage_action", ".o_notebook .tab-pane.active"),
        clicks=(
            ".o_data_row:nth-child(5) [name='name']",
            ".o_notebook [name='conditions']",
        ),
    ),
    "pipeline_status": Picture(
        "supervisor", "/odoo/pipeline-status", ".o_report_chart canvas"
    ),
    "pipeline_over_time": Picture(
        "supervisor", "/odoo/pipeline-over-time", ".o_report_chart canvas"
    ),
}
# what is drawn: made from NAME.svg, in this size
DRAWINGS = {"icon": (256, 256), "banner": (1120, 560)}
NAMED = [*PICTURES, *DRAWINGS]


def main():
    parser = argparse.ArgumentParser(
        prog="script/pictures",
        description="Take the pictures of the manual from the running demo.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMED))
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMED):
        parser.error(f"no such picture: {', '.join(unknown)}")
    return command_line(lambda: _take(options.names or NAMED))


def _take(names):
    ready = environment.prepare(browser=True)
    address = server.start(ready) if set(names) & set(PICTURES) else ""
    shots = [shot for name in names for shot in _shots(name)]
    task = {"address": address, "chromium": _chromium(ready), "shots": shots}
    answer = subprocess.run(
        [ready.python, CAMERA],
        input=json.dumps(task).encode(),
        cwd=ready.state.folder,
        env=ready.environ(),
        check=False,
    )
    if answer.returncode:
        raise Failure("a picture could not be taken: see above")


def _shots(name):
    """Return what the camera has to know, once for each language."""
    if name in DRAWINGS:
        source = FOLDER.joinpath(f"{name}.svg").as_uri()
        yield {"file": f"{FOLDER / name}.png", "url": source, "size": DRAWINGS[name]}
        return
    picture = PICTURES[name]
    for language in picture.languages:
        code = "" if language == "en_US" else f".{language[:2]}"
        file = f"{FOLDER / name}{code}.png"
        yield {**asdict(picture), "file": file, "language": language}


def _chromium(ready):
    path = ready.environ()["PATH"]
    return next(filter(None, (shutil.which(name, path=path) for name in NAMES)))
