"""The wheel installs the add-on beside Odoo, which finds it there.

``script/test`` runs this with pytest alone, since Odoo is started by the test.
"""

import ast
import re
from zipfile import ZipFile

import pytest

import devenv
from devenv import addon, databases, packing
from devenv.odoo_log import warnings_in
from devenv.state import ADDON

# What Odoo makes of the files: nothing of it is kept.
FOUND = f"""
from odoo.modules import Manifest

path = Manifest.for_addon("{addon.NAME}").path
assert "site-packages/odoo/addons" in path, path
env["ir.module.module"].update_list()
module = env["ir.module.module"].search([("name", "=", "{addon.NAME}")])
assert module.state == "uninstalled", module.state
assert module.application
assert module.summary
assert module.icon_image
assert module.maintainer == module.author
assert "<h1>Opportunity Plus</h1>" in module.description_html
assert "/{addon.NAME}/static/description/banner.png" in module.description_html
"""


@pytest.fixture(scope="module")
def environment():
    return devenv.prepare()


@pytest.fixture(scope="module")
def wheel(environment, tmp_path_factory):
    return packing.build(environment, tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_what_odoo_loads(wheel):
    manifest = ast.literal_eval(ADDON.joinpath("__manifest__.py").read_text())
    wanted = {*manifest["data"], *manifest["demo"], *manifest["images"]}
    wanted |= {"__manifest__.py", "README.rst", "i18n/th.po", "i18n/vi.po"}
    wanted |= {path.relative_to(ADDON).as_posix() for path in ADDON.glob("doc/*.rst")}
    folder = f"odoo/addons/{addon.NAME}/"
    held = {name.removeprefix(folder) for name in ZipFile(wheel).namelist()}
    assert wanted - held == set()
    assert "pyproject.toml" not in held


def test_the_manifest_names_the_pictures_of_the_page():
    manifest = ast.literal_eval(ADDON.joinpath("__manifest__.py").read_text())
    page = ADDON.joinpath("static/description/index.html").read_text()
    shown = re.findall(r'src="([^"]+)"', page)
    assert manifest["images"] == [f"static/description/{name}" for name in shown]


def test_odoo_finds_the_installed_wheel_its_page_and_its_icon(
    environment, wheel, tmp_path
):
    installed = packing.install(environment, wheel, tmp_path / "odoo-place")
    log = environment.state.fresh_log("package-found")
    name = environment.server.database("package")
    databases.copy(environment, databases.template(environment), name)
    installed.run_shell(name, log, FOUND)
    databases.drop(environment, name)
    assert warnings_in(log) == []
