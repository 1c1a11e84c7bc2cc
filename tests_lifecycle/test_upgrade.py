"""Databases of earlier versions of the add-on are brought up to date.

The earlier versions come from the history of the repository, where there is one.
"""

import re
import subprocess
import tarfile
from io import BytesIO

import pytest

import devenv
from devenv import addon, databases
from devenv.odoo_log import warnings_in
from devenv.state import REPOSITORY

MANIFEST = f"{addon.NAME}/__manifest__.py"
BEFORE = ("19.0.1.0.0", "19.0.2.0.0", "19.0.4.0.0", "19.0.7.0.0")
# Moves, a loss that is reopened, a merge, a share, an alert and a handover. The second
# stage has a target, in days, which is a field of Odoo's.
WORK = """
admin = env.ref("base.user_admin")
env.company.write(
    {
        "opportunity_agents_see_unassigned": True,
        "opportunity_lost_reason_required": False,
        "opportunity_probability_policy": "stage",
    }
)
rule = {"name": "Big", "minimum_amount": 1000, "user_ids": [(4, admin.id)]}
env["crm.big.deal.rule"].create(rule)
agents = env.ref("sales_team.group_sale_salesman")
rep, heir = env["res.users"].create(
    [
        {"name": name, "login": name, "group_ids": [(4, agents.id)]}
        for name in ("rep", "heir")
    ]
)
stages = env["crm.stage"].search([("is_won", "=", False)])
stages[1].rotting_threshold_days = 5
reason = env["crm.lost.reason"].search([], limit=1)
leads = env["crm.lead"].create(
    [
        {
            "name": name,
            "type": "opportunity",
            "user_id": rep.id,
            "expected_revenue": 100,
        }
        for name in ("Moved", "Lost", "Head", "Tail", "Big", "Waiting")
    ]
)
env.cr.commit()
moved, lost, head, tail, big, waiting = leads
waiting.stage_id = stages[1]
env.cr.commit()
for stage in stages[1:]:
    moved.stage_id = stage
    env.cr.commit()
moved.expected_revenue = 700
lost.action_set_lost(lost_reason_id=reason.id)
env.cr.commit()
lost.action_unarchive()
env.cr.commit()
tail.stage_id = stages[1]
head.probability = 90
env.cr.commit()
(head | tail).merge_opportunity()
big.write({"expected_revenue": 5000, "probability": 90})
env["crm.lead.share"].create({"lead_id": big.id, "user_id": heir.id})
env.cr.commit()
handover = env(user=admin)["crm.lead.handover"].create(
    {"user_id": rep.id, "successor_ids": [(4, heir.id)]}
)
handover.action_prepare()
handover.action_run()
env.cr.commit()
"""
FAULTS = """
from datetime import timedelta

faults = env["crm.lead.revision"]._ledger_faults()
assert not faults, faults
running = env["crm.lead.revision"].search(
    [("is_stay", "=", True), ("outcome", "=", "open"), ("date_out", "=", False)]
)
assert "Waiting" in running.mapped("lead_name")
# the chatter knows seconds: the last move may be the same moment, and the same row
earned = env["crm.lead.revision"].search(
    [("lead_name", "=", "Moved"), ("changed", "like", "expected_revenue")]
)
assert earned.mapped("expected_revenue") == [700], earned
for stay in running:
    days = stay.stage_id.rotting_threshold_days
    due = stay.date_from + timedelta(days) if days else False
    assert stay.stage_deadline == stay.lead_id.stage_deadline == due, stay.lead_name
assert {stay.stage_id.rotting_threshold_days for stay in running} >= {0, 5}
for stage in env["crm.stage"].search([]):
    assert stage.active and stage.show_in_graph, stage.name
    assert stage.category == ("won" if stage.is_won else "in_progress"), stage.name
    assert stage.oplus_today_id == stage, stage.name
"""
STAYS = """
    SELECT lead_id, stage_id, from_stage_id, outcome, from_outcome, date_in, date_out,
           user_id, salesperson_id, team_id, company_id, expected_revenue, probability,
           date_deadline, lost_reason_id, reason, is_backfilled, is_interaction,
           merged_from
      FROM crm_lead_stage_history ORDER BY lead_id, merged_from NULLS FIRST, id
"""
LEDGER = """
    SELECT lead_number, lead_id, merged_into_id, lead_name, date_from, date_to,
           stage_id, from_stage_id, outcome, from_outcome, expected_revenue,
           probability, date_deadline, salesperson_id, team_id, company_id, user_id,
           door, lost_reason_id, reason, changed, named, is_backfilled, is_interaction,
           is_stay, date_out, stay_id
      FROM crm_lead_revision ORDER BY id
"""
TARGETS = "SELECT id, rotting_threshold_days FROM crm_stage ORDER BY id"
SETTINGS = """
    SELECT id, opportunity_agents_see_unassigned, opportunity_lost_reason_required,
           opportunity_probability_policy
      FROM res_company ORDER BY id
"""
KEPT = {
    "stays": STAYS,
    "settings": SETTINGS,
    "targets": TARGETS,
    "shares": "SELECT lead_id, user_id, access FROM crm_lead_share ORDER BY id",
    "alerts": "SELECT rule_id, lead_id, kind, amount FROM crm_big_deal_alert"
    " ORDER BY id",
    "receipts": "SELECT res_model, res_id, state FROM crm_lead_handover_line"
    " ORDER BY id",
    "opportunities": "SELECT id, name, stage_id, user_id, won_status, expected_revenue"
    " FROM crm_lead ORDER BY id",
}
# what earlier versions have none of
LATER = dict.fromkeys(BEFORE[1:], {"ledger": LEDGER})


def earlier(version):
    """Return the commit that a version was left behind with; None without a history."""
    commits = _git("log", "--format=%H", "--", MANIFEST)
    for commit in commits.decode().split() if commits else ():
        manifest = _git("show", f"{commit}:{MANIFEST}") or b""
        if re.search(rf'"version": "{re.escape(version)}"', manifest.decode()):
            return commit
    return None


def _git(*words):
    command = ["git", "-C", REPOSITORY, *words]
    answer = subprocess.run(command, capture_output=True, check=False)
    return None if answer.returncode else answer.stdout


@pytest.fixture(scope="module")
def environment():
    return devenv.prepare()


@pytest.fixture(scope="module", params=[one for one in BEFORE if earlier(one)])
def upgraded(request, environment, tmp_path_factory):
    """Return what the database held before and after, and the log of the update."""
    version, folder = request.param, tmp_path_factory.mktemp("earlier")
    files = _git("archive", earlier(version), addon.NAME)
    with tarfile.open(fileobj=BytesIO(files)) as archive:
        archive.extractall(folder, filter="data")
    kept = KEPT | LATER.get(version, {})
    name = environment.server.database("upgrade")
    databases.copy(environment, databases.template(environment), name)
    with environment.addon_in(folder):
        databases.install(environment, name, [addon.NAME], "upgrade-before")
        environment.run_shell(name, environment.state.fresh_log("upgrade-work"), WORK)
    before = _take(environment, name, kept)
    log = environment.state.fresh_log("upgrade")
    environment.run_odoo(name, log, "no upgrade", f"--update={addon.NAME}")
    environment.run_shell(name, log, FAULTS)
    yield before, _take(environment, name, kept), warnings_in(log)
    databases.drop(environment, name)


def _take(environment, database, kept):
    return {name: environment.sql(sql, database) for name, sql in kept.items()}


if any(map(earlier, BEFORE)):

    def test_nothing_is_lost_by_an_upgrade(upgraded):
        before, after, _log = upgraded
        assert after == before

    def test_the_log_of_the_upgrade_is_clean(upgraded):
        assert upgraded[2] == []
