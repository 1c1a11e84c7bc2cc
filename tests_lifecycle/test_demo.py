"""The demo is a year of a small company, in which every feature has something to show.

``script/test`` runs this with pytest alone, since Odoo is started by the test.
"""

import json

import pytest
from demo_scene import COUNT, DIGESTS, SHOWN

import devenv
from devenv import addon, databases, lifecycle
from devenv.checking import CODE
from devenv.console import Failure
from devenv.odoo_log import warnings_in
from devenv.server import LOGINS

MARK, MAILS = "shown: ", "mails: "
FEATURES = [(login, feature) for login, all_ in SHOWN.items() for feature in all_]


@pytest.fixture(scope="module")
def environment():
    return devenv.prepare()


@pytest.fixture(scope="module")
def installation(environment):
    """Return the database with demo data, and the logs of its installation."""
    name = environment.server.database("demonstrated")
    template = databases.demo_template(environment)
    databases.copy(environment, template, name)
    log = databases.install(environment, name, [addon.NAME], "demo")
    yield name, [environment.state.log("demo_template"), log]
    databases.drop(environment, name)


@pytest.fixture(scope="module")
def told(environment, installation):
    """Return how many each role sees of each feature, what records do not hold, and
    which digests tell other than the pages."""
    log = environment.state.fresh_log("demo-shown")
    code = COUNT % {"shown": json.dumps(SHOWN), "mark": MARK}
    fault = None
    try:
        environment.run_shell(
            installation[0], log, code + DIGESTS % {"mark": MAILS} + CODE
        )
    except Failure as failure:
        fault = failure
    return _printed(log, MARK), fault, _printed(log, MAILS)


def _printed(log, mark):
    (line,) = (line for line in log.read_text().splitlines() if mark in line)
    return json.loads(line.partition(mark)[2])


def test_the_demo_loads_without_a_warning(installation):
    assert [line for log in installation[1] for line in warnings_in(log)] == []


def test_the_records_of_the_demo_hold(told):
    assert told[1] is None


@pytest.mark.parametrize(("login", "feature"), FEATURES)
def test_each_feature_has_something_to_show(told, login, feature):
    assert told[0][login][feature] > 0


def test_the_mails_of_the_week_say_what_their_links_show(told):
    count, others = told[2]
    assert count >= 3
    assert others == []


def test_nobody_is_sent_a_mail(environment, installation):
    found = environment.sql(
        "SELECT message.subject FROM mail_mail"
        "  JOIN mail_message message ON message.id = mail_message_id"
        "  JOIN ir_model_data known USING (model, res_id)"
        " WHERE known.module = 'opportunity_plus'",
        installation[0],
    )
    assert found == []


def test_the_year_is_told_month_by_month(environment, installation):
    """In each of twelve months something was opened, won and lost."""
    found = environment.sql(
        "SELECT count(DISTINCT date_trunc('month', date_from)), outcome"
        "  FROM crm_lead_revision WHERE is_stay GROUP BY outcome ORDER BY outcome",
        installation[0],
    )
    months = {outcome: count for count, outcome in found}
    assert months["open"] >= 12
    assert min(months["won"], months["lost"]) >= 10


def test_the_chatter_tells_each_move_of_who_made_it(environment, installation):
    found = environment.sql(
        "SELECT message.author_id, mover.partner_id"
        "  FROM crm_lead_revision stay JOIN res_users mover ON mover.id = stay.user_id"
        "  JOIN mail_message message ON message.res_id = stay.lead_id"
        "   AND message.model = 'crm.lead'"
        "   AND message.date::date = stay.date_from::date"
        "  JOIN mail_tracking_value value ON value.mail_message_id = message.id"
        "  JOIN ir_model_fields field ON field.id = value.field_id"
        " WHERE stay.is_stay AND field.name = 'stage_id'",
        installation[0],
    )
    assert len(found) > 100
    assert [pair for pair in found if pair[0] != pair[1]] == []


def test_no_note_is_empty(environment, installation):
    found = environment.sql(
        "SELECT res_id FROM mail_message message WHERE model = 'crm.lead'"
        "   AND COALESCE(body, '') = '' AND subtype_id IN"
        "       (SELECT res_id FROM ir_model_data WHERE name = 'mt_note')"
        "   AND NOT EXISTS (SELECT FROM mail_tracking_value"
        "                    WHERE mail_message_id = message.id)",
        installation[0],
    )
    assert found == []


def test_the_days_are_those_of_the_offices(environment, installation):
    found = environment.sql(
        "SELECT tz FROM res_partner WHERE name = 'Saodao Storage Systems'",
        installation[0],
    )
    assert found == [["Asia/Bangkok"]]


def test_a_login_of_each_role_and_team_is_announced(environment, installation):
    found = environment.sql(
        "SELECT member.login, team.user_id = member.id"
        "  FROM crm_team team JOIN crm_team_member line ON line.crm_team_id = team.id"
        "  JOIN res_users member ON member.id = line.user_id"
        "  JOIN ir_model_data known ON known.res_id = team.id"
        "   AND known.model = 'crm.team' AND known.module = 'opportunity_plus'",
        installation[0],
    )
    announced = {login for _role, login, password in LOGINS if login == password}
    led = [is_leader for login, is_leader in found if login in announced]
    assert sorted(led) == [False, False, True, True]


def test_the_demo_goes_with_the_add_on(environment, installation):
    """Of what the demo made, nothing stays behind. The last test of this file."""
    log = environment.state.fresh_log("demo-uninstall")
    environment.run_shell(installation[0], log, lifecycle.UNINSTALL)
    left = environment.sql(
        "SELECT name FROM ir_model_data WHERE module = 'opportunity_plus'"
        " UNION ALL SELECT login FROM res_users"
        "  WHERE login IN ('agent', 'supervisor', 'finance')"
        " UNION ALL SELECT name FROM crm_lead"
        "  WHERE name LIKE 'Cold store for 40 %'"
        " UNION ALL SELECT invoice_origin FROM account_move WHERE invoice_origin <> ''",
        installation[0],
    )
    assert left == []
    assert warnings_in(log) == []
