"""``script/neighbours``: add-ons of the OCA for the CRM beside this one.

They are fetched for this command alone, into a folder of their own in the state folder,
as locked in ``requirements/neighbours.lock``.
"""

import argparse
from dataclasses import replace

from . import environment, foreign_list, packing
from .console import Failure, command_line, say
from .foreign_databases import Group
from .state import REPOSITORY, digest
from .suites import run_groups

_LOCK = REPOSITORY / "requirements" / "neighbours.lock"
_OPTIONS = ("--no-deps", "--require-hashes", "--disable-pip-version-check")
# What changes the same of Odoo is apart from the rest, which would hide differences.
_GROUPS = {
    "facts": (
        *("crm_claim", "crm_claim_code", "crm_event", "crm_industry", "crm_lead_code"),
        *("crm_lead_currency", "crm_lead_vat", "crm_location", "crm_partner_assign"),
        *("crm_partner_company_group", "crm_phonecall"),
        *("crm_phonecall_summary_predefined", "sale_crm_event_reservation"),
        "sales_team_invoiced_target_report",
    ),
    "projects": (
        *("crm_lead_to_task", "crm_project_create", "crm_project_task"),
        "crm_timesheet",
    ),
    "closing": (
        *("crm_lost_reason_required", "crm_stage_probability"),
        "crm_won_restrict_per_stage",
    ),
    "units": ("sales_team_operating_unit", "crm_operating_unit"),
    "security": ("sales_team_security", "sales_team_security_sale"),
}


def main():
    parser = argparse.ArgumentParser(
        prog="script/neighbours",
        description="Install add-ons of the OCA that extend the CRM, then this one, and"
        " run their tests without and with it. Those of"
        f" {foreign_list.PATH.name} must differ, no other.",
    )
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="only these")
    options = parser.parse_args()
    if unknown := set(options.modules) - {*sum(_GROUPS.values(), ())}:
        parser.error(f"no such neighbour: {', '.join(sorted(unknown))}")
    return command_line(lambda: _run(options.modules))


def _run(names):
    ready = environment.prepare(browser=True)
    try:
        place = _fetch(ready)
        source = replace(ready.source, addons=(*ready.source.addons, place))
        beside = replace(ready, source=source)
        faults = run_groups(beside, _groups(place), names, ["default"])
    finally:
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()
    if faults:
        raise Failure(f"{len(faults)} tests are not as listed: see above")
    say("all neighbours get on with the add-on as listed")


def _groups(place):
    key = digest(_LOCK.read_bytes())
    return [
        Group(
            f"neighbours_{name}",
            modules,
            tuple(name for name in modules if (place / name / "tests").is_dir()),
            key,
        )
        for name, modules in _GROUPS.items()
    ]


def _fetch(ready):
    """Return the folder of the neighbours, which is made when needed."""
    state = ready.state
    key = digest(_LOCK.read_bytes())
    with state.lock("neighbours", "waiting for another run that fetches neighbours"):
        folder = state.path("neighbours")
        if not state.is_done("neighbours", key):
            say("fetching the neighbours (each checked against its hash)")
            state.forget("neighbours")
            state.fresh_folder("neighbours")
            words = ["install", *_OPTIONS, "--target", folder, "-r", _LOCK]
            packing.pip(ready, "the neighbours cannot be fetched", *words)
            state.mark_done("neighbours", key)
    return folder / "odoo" / "addons"
