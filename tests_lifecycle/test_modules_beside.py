"""Beside Odoo's modules ``sale_management`` and ``base_automation``.

``script/test`` runs this with pytest alone, since Odoo is started by the test.
"""

import pytest

import devenv
from devenv import addon, databases
from devenv.odoo_log import warnings_in

MODULES = [addon.NAME, "sale_management", "base_automation"]
PEOPLE = """
from odoo.tests import Form

agent = env["res.users"].create(
    {
        "name": "Agent",
        "login": "agent",
        "group_ids": [(4, env.ref("sales_team.group_sale_salesman").id)],
    }
)
customer = env["res.partner"].create({"name": "Siam Trading"})
env.cr.commit()

def opened(name, **vals):
    vals |= {"name": name, "type": "opportunity", "partner_id": customer.id}
    lead = env(user=agent)["crm.lead"].create(vals)
    env.cr.commit()
    return lead

"""
# Both companies have a template with a note; one opportunity has a product, one has
# none, and a third has one and is given to the other company and back, of which Odoo
# warns.
QUOTATIONS = """
import logging

logging.getLogger("odoo.tests.form.onchange").setLevel("ERROR")
product = env["product.product"].create({"name": "Pallet", "list_price": 90})
template = env["sale.order.template"].create(
    {
        "name": "Usual",
        "sale_order_template_line_ids": [
            (0, 0, {"name": "Usual terms", "display_type": "line_note"})
        ],
    }
)
second = env["res.company"].create({"name": "Hanoi"})
agent.write({"company_ids": [(4, second.id)]})
env.company.sale_order_template_id = template
template.company_id = False
second.sale_order_template_id = template
templates = env.ref("sale_management.group_sale_order_template")
env.ref("base.group_user").implied_ids |= templates
env.cr.commit()
for name, products in (
    ("Carried", product), ("Bare", product.browse()), ("Moved", product)
):
    lead = opened(
        name, product_line_ids=[(0, 0, {"product_id": one.id}) for one in products]
    )
    context = lead.action_sale_quotations_new()["context"]
    context["allowed_company_ids"] = (env.company | second).ids
    with Form(lead.env["sale.order"].with_context(**context)) as form:
        form.client_order_ref = name
        if name == "Moved":
            form.company_id = second
            form.company_id = env.company
    env.cr.commit()
"""
QUOTED = """
    SELECT client_order_ref, template.name, string_agg(line.name, ', ')
      FROM sale_order
 LEFT JOIN sale_order_template template ON template.id = sale_order_template_id
 LEFT JOIN sale_order_line line ON line.order_id = sale_order.id
  GROUP BY sale_order.id, template.id ORDER BY sale_order.id
"""
# A rule moves what gets a tag.
AUTOMATION = """
first, second, third, *_rest = env["crm.stage"].search([("is_won", "=", False)])
field = env["ir.model.fields"]._get("crm.lead", "tag_ids")
rule = env["base.automation"].create(
    {
        "name": "Hot ones",
        "model_id": field.model_id.id,
        "trigger": "on_write",
        "trigger_field_ids": [(4, field.id)],
        "action_server_ids": [
            (
                0,
                0,
                {
                    "name": "Move",
                    "model_id": field.model_id.id,
                    "usage": "base_automation",
                    "state": "object_write",
                    "update_path": "stage_id",
                    "value": str(second.id),
                },
            )
        ],
    }
)
tag = env["crm.tag"].create({"name": "Hot"})
env.cr.commit()
lead = opened("Tagged", stage_id=first.id)
for vals in ({"tag_ids": [(4, tag.id)]}, {"stage_id": third.id}):
    lead.write(vals)
    env.cr.commit()
lead.action_set_won()
env.cr.commit()
lead.oplus_action_undo_closing()
env.cr.commit()
"""
MOVED = """
    SELECT login, door, is_interaction
      FROM crm_lead_revision revision
      JOIN res_users ON res_users.id = user_id
     WHERE lead_name = 'Tagged' ORDER BY revision.id
"""


@pytest.fixture(scope="module")
def found():
    """Return the quotations, the ledger, and the warnings in the log."""
    environment = devenv.prepare()
    name = environment.server.database("modules_beside")
    databases.copy(environment, databases.template(environment), name)
    log = databases.install(environment, name, MODULES, "modules_beside")
    environment.run_shell(name, log, PEOPLE + QUOTATIONS + AUTOMATION)
    yield (
        environment.sql(QUOTED, name),
        environment.sql(MOVED, name),
        warnings_in(log),
    )
    databases.drop(environment, name)


def test_a_new_quotation_keeps_the_lines_of_the_opportunity(found):
    assert found[0][0] == ["Carried", None, "Pallet"]


def test_an_opportunity_without_lines_gets_those_of_the_template(found):
    assert found[0][1] == ["Bare", "Usual", "Usual terms"]


def test_another_company_brings_no_template_to_these_lines(found):
    assert found[0][2] == ["Moved", None, "Pallet"]


def test_what_a_rule_moves_is_no_interaction_of_whoever_set_it_off(found):
    assert found[1][:3] == [
        ["agent", "interface", False],
        ["agent", "automatic", False],
        ["agent", "interface", True],
    ]


def test_what_the_add_on_writes_for_a_person_is_that_person_s(found):
    assert found[1][3:] == [
        ["agent", "interface", True],
        ["agent", "interface", True],
    ]


def test_the_log_is_clean(found):
    assert found[2] == []
