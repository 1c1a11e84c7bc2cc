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

    It has no demo data, and the languages that the add-on is translated into.
    """
    name = environment.server.database("template")
    key = digest(
        environment.source.key, LOCK.read_bytes(), *addon.depends(), *LANGUAGES
    )
    with environment.state.lock("template", "waiting for another run's template"):
        if key_of(environment, name) != key:
            say(f"making the template database with {', '.join(addon.depends())}")
            drop(environment, name)
            install(environment, name, addon.depends(), "template", _LANGUAGES_OPTION)
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


def compile_assets(environment, database):
    """Compile what browsers load, once: else each class of browser tests does it anew,
    in a transaction that is rolled back."""
    code = "env['ir.qweb']._pregenerate_assets_bundles()\nenv.cr.commit()\n"
    environment.run_shell(
        database, environment.state.fresh_log(f"{database}-assets"), code
    )


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
