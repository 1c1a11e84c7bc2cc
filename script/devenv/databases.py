"""The databases: made once, copied, and never trusted unless complete.

The comment of a database holds a key made of all that went into it. It is
written last, so a database that was interrupted in the making has none.
"""

import shutil
from datetime import date

from . import addon
from .console import say
from .python_env import LOCK
from .state import digest

# The first one becomes the language of whoever has chosen none.
LANGUAGES = ("en_US", "th_TH", "vi_VN")
_LANGUAGES_OPTION = f"--load-language={','.join(LANGUAGES)}"
_DEMO = """
from odoo.modules.loading import force_demo

force_demo(env)
env.cr.commit()
"""
_COMPILE_ALL = "env['ir.qweb']._pregenerate_assets_bundles()"
_COMPILE = """
for name in {scripts}:
    env["ir.qweb"]._get_asset_bundle(name, css=False, js=True).js()
for name in {styles}:
    env["ir.qweb"]._get_asset_bundle(name, css=True, js=False).css()
"""


def key_of(environment, database):
    """Return the key of a database: empty if unfinished, None if there is none."""
    rows = environment.sql(
        "SELECT coalesce(shobj_description(oid, 'pg_database'), '')"
        f" FROM pg_database WHERE datname = '{database}'"
    )
    return rows[0][0] if rows else None


def set_key(environment, database, key):
    environment.sql(f"COMMENT ON DATABASE \"{database}\" IS '{key}'")


def drop(environment, database):
    """Remove a database with its files, whoever is connected to it."""
    environment.sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
    shutil.rmtree(environment.filestore(database), ignore_errors=True)


def copy(environment, template, database):
    """Make a database, with its files, that is the same as another."""
    drop(environment, database)
    environment.sql(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
    source = environment.filestore(template)
    if source.is_dir():
        shutil.copytree(source, environment.filestore(database))


def template(environment):
    """Return the database with the add-on's dependencies, made when needed.

    It has no demo data, and the languages that the add-on is translated into. Nobody
    works in it: PostgreSQL copies no database that somebody is connected to.
    """
    modules = addon.depends()
    key = digest(environment.source.key, LOCK.read_bytes(), *modules, *LANGUAGES)

    def make(name):
        install(environment, name, modules, "template", _LANGUAGES_OPTION)

    told = f"making the template database with {', '.join(modules)}"
    return _kept(environment, "template", key, told, make)


def demo_template(environment):
    """Return one with Odoo's demo data: a copy gets that of what is installed there."""

    def make(name):
        log = environment.state.fresh_log("demo_template")
        environment.run_shell(name, log, _DEMO)

    told = "loading Odoo's demo data for the tests"
    return _kept_copy(environment, "demo_template", _DEMO, told, make)


def installed(environment):
    """Return one that the add-on is installed in."""

    def make(name):
        install(environment, name, [addon.NAME], "installed")

    told = "installing the add-on for the tests"
    return _kept_copy(environment, "installed", addon.files_key(), told, make)


def _kept_copy(environment, purpose, key, told, make):
    """Return a copy of the template with something done to it."""
    source = template(environment)

    def copy_and_make(name):
        copy(environment, source, name)
        make(name)

    key = digest(key_of(environment, source), key)
    return _kept(environment, purpose, key, told, copy_and_make)


def _kept(environment, purpose, key, told, make):
    """Return a database that is there for several runs, made when its key changes.

    The log of its making, which goes by its purpose, is there as well.
    """
    name, log = environment.server.database(purpose), environment.state.log(purpose)
    with environment.state.lock(purpose, f"waiting for another run's {purpose}"):
        if key_of(environment, name) != key or not log.exists():
            say(told)
            drop(environment, name)
            make(name)
            set_key(environment, name, key)
    return name


def demo_is_current(environment):
    """Tell whether the demo database matches the files of Odoo and the add-on."""
    name = environment.server.database("demo")
    return key_of(environment, name) == _demo_key(environment)


def update_demo(environment):
    """Make the demo database, or bring it up to date with the files."""
    name = environment.server.database("demo")
    known = key_of(environment, name)
    if known:
        _update(environment, name, known)
    else:
        say("making the demo database (half a minute or more)")
        _make_demo(environment, name)
    set_key(environment, name, _demo_key(environment))


def _make_demo(environment, name):
    drop(environment, name)
    # Vietnamese names are found without their accents
    options = ("--with-demo", "--unaccent", _LANGUAGES_OPTION)
    install(environment, name, [addon.NAME], name, *options)


def demo_of_today(environment):
    """Return a database whose demo ends today, made when needed."""
    name = environment.server.database("pictures_demo")
    key = f"{_demo_key(environment)} {date.today()}"
    if key_of(environment, name) != key:
        say("making a demo that ends today (two minutes or more)")
        _make_demo(environment, name)
        set_key(environment, name, key)
    return name


def demo_records(environment, database):
    """Return the ids of the records of the add-on, by their names."""
    rows = environment.sql(
        f"SELECT name, res_id FROM ir_model_data WHERE module = '{addon.NAME}'",
        database,
    )
    return dict(rows)


def _demo_key(environment):
    return f"{environment.source.key} {addon.files_key()}"


def install(environment, database, modules, log, *options):
    """Install modules, in a new database or an existing one; return the log."""
    path = environment.state.fresh_log(log)
    environment.run_odoo(
        database,
        path,
        f"{', '.join(modules)} cannot be installed in {database}",
        f"--init={','.join(modules)}",
        *options,
        progress=lambda: _modules_loaded(path),
    )
    return path


def compile_assets(environment, database, scripts=(), styles=()):
    """Compile what browsers load, once: else each class of browser tests does it anew,
    in a transaction that is rolled back.

    With names of bundles only these, else all that Odoo's pages begin with.
    """
    code = _COMPILE.format(scripts=scripts, styles=styles)
    code = f"{code if scripts else _COMPILE_ALL}\nenv.cr.commit()\n"
    log = environment.state.fresh_log(f"{database}-assets")
    environment.run_shell(database, log, code)


def _update(environment, database, known):
    """Update the add-on, or all modules where Odoo itself has changed."""
    is_same_odoo = known.startswith(environment.source.key)
    modules = addon.NAME if is_same_odoo else "all"
    say(f"files have changed: updating {modules} in {database}")
    path = environment.state.fresh_log("demo")
    environment.run_odoo(
        database,
        path,
        f"{modules} cannot be updated in {database}",
        f"--update={modules}",
        progress=lambda: _modules_loaded(path),
    )


def _modules_loaded(log):
    return f"{log.read_text(errors='replace').count(' loaded in ')} modules loaded"
