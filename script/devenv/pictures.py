"""``script/pictures``: the pictures of the manual, taken from the demo.

They are taken of a copy of a demo that is as new as the day, since its year ends on the
day of its installation. So no picture changes what ``script/server`` shows.
"""

import argparse
import json
import re
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import asdict

from . import databases, environment, processes, server
from .admin_pictures import ADMINISTRATORS
from .browser import NAMES
from .console import Failure, command_line, say
from .state import REPOSITORY
from .user_pictures import USERS

CAMERA = REPOSITORY / "script" / "devenv" / "camera.py"
FOLDER = REPOSITORY / "opportunity_plus" / "static" / "description"
PICTURES = {**USERS, **ADMINISTRATORS}
# what is drawn: made from NAME.svg, in this size
DRAWINGS = {"icon": (256, 256), "banner": (1120, 560)}
NAMED = [*PICTURES, *DRAWINGS]
# names a record of the demo: stands for its id
RECORD = re.compile(r"@(\w+)")


def main():
    parser = argparse.ArgumentParser(
        prog="script/pictures",
        description="Take the pictures of the manual from a new demo.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMED))
    parser.add_argument("--english", action="store_true", help="in English alone")
    parser.add_argument("--into", default=FOLDER, help="another folder", metavar="PATH")
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMED):
        parser.error(f"no such picture: {', '.join(unknown)}")
    return command_line(lambda: _take(options))


def _take(options):
    ready = environment.prepare(browser=True)
    names = options.names or NAMED
    shots = [shot for name in names for shot in _shots(name, options)]
    shots.sort(key=_order)
    if set(names) & set(PICTURES):
        with _scene(ready) as (address, records):
            _shoot(ready, shots, address, records)
    else:
        _shoot(ready, shots)
    say("the pictures are taken")


def _order(shot):
    """Each login and language together, since a session begins with its language;
    last, what takes something back: it is seen in the chatter."""
    return bool(shot.get("after")), shot.get("login", ""), shot.get("language", "")


def _shots(name, options):
    """Yield what the camera has to know, once for each language."""
    folder = REPOSITORY.joinpath(options.into)
    if name in DRAWINGS:
        source = FOLDER.joinpath(f"{name}.svg").as_uri()
        yield {"file": f"{folder / name}.png", "url": source, "size": DRAWINGS[name]}
        return
    picture = PICTURES[name]
    for language in picture.languages[: 1 if options.english else None]:
        code = "" if language == "en_US" else f".{language[:2]}"
        file = f"{folder / name}{code}.png"
        yield {**asdict(picture), "file": file, "language": language}


@contextmanager
def _scene(ready):
    """Start Odoo on a new demo; give its address and the ids of the demo's records."""
    name = ready.server.database("pictures")
    with ready.state.lock("pictures", "waiting for other pictures"):
        demo = databases.demo_of_today(ready)
        processes.stop_odoo(ready.odoo_conf(name))  # of a run that was killed
        databases.copy(ready, demo, name)
        conf = ready.odoo_conf(name, http_port=server.free_port())
        command = ready.odoo_command(conf, "server", "--max-cron-threads=0")
        try:
            server.launch(ready, command, conf, name)
            address = server.wait_for_login_page(ready.state, conf, name)
            yield address, databases.demo_records(ready, name)
        finally:
            processes.stop_odoo(conf)
            databases.drop(ready, name)


def _shoot(ready, shots, address="", records=None):
    path = ready.environ()["PATH"]
    programs = (shutil.which(name, path=path) for name in NAMES)
    task = {"address": address, "chromium": next(filter(None, programs))}
    told = RECORD.sub(lambda found: str(records[found[1]]), json.dumps(shots))
    answer = subprocess.run(
        [ready.python, CAMERA],
        input=json.dumps({**task, "shots": json.loads(told)}).encode(),
        cwd=ready.state.folder,
        env=ready.environ(),
        check=False,
    )
    if answer.returncode:
        raise Failure("a picture could not be taken: see above")
