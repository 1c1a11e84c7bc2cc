# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What last contact, silence and next step add: to a list and a board that show them
(the bar is 1.10 of the same without them), to a mail, and to boards of very many
opportunities that are sorted by them (the bar is 1.5 of Odoo's own order)."""

import os

import overhead
from harness import Side, compare

COUNT = int(os.environ.get("BENCHMARK_COUNT", "100000"))
SHOWN = {"last_contact_date", "silence_days", "has_next_step", "oplus_is_silent"}

PIPELINE = """
    INSERT INTO crm_lead (name, type, active, stage_id, user_id, company_id, won_status,
                          probability, automated_probability, expected_revenue,
                          create_date, create_uid, write_date, write_uid)
    SELECT 'Contacted ' || number, 'opportunity', TRUE,
           (%(stages)s)[1 + mod(number, cardinality(%(stages)s))], %(user)s, 1,
           'pending', 30, 30, 1000, now() - mod(number, 90) * INTERVAL '1 day', 2,
           now(), 2
      FROM generate_series(1, %(count)s) number
 RETURNING id
"""
# two mails, a note and half a meeting for each
MESSAGES = """
    INSERT INTO mail_message (model, res_id, message_type, subtype_id, author_id, date,
                              body, create_date)
    SELECT 'crm.lead', lead.id, kind.type, kind.subtype_id, %(customer)s,
           now() - mod(lead.id * kind.number, 60) * INTERVAL '1 day', 'Hello', now()
      FROM crm_lead lead
CROSS JOIN (VALUES (1, 'email', %(comment)s), (2, 'email', %(comment)s),
                   (3, 'notification', %(note)s)) kind (number, type, subtype_id)
     WHERE lead.id = ANY(%(ids)s)
"""
MEETINGS = """
    INSERT INTO calendar_event (name, start, stop, opportunity_id, active, user_id,
                                show_as, create_date, write_date)
    SELECT 'Visit', day, day, lead.id, TRUE, %(user)s, 'busy', now(), now()
      FROM crm_lead lead
CROSS JOIN LATERAL (SELECT now() + (mod(lead.id, 40) - 20) * INTERVAL '1 day') _ (day)
     WHERE lead.id = ANY(%(ids)s) AND mod(lead.id, 2) = 0
"""
ACTIVITIES = """
    INSERT INTO mail_activity (res_id, res_model, res_model_id, user_id, active,
                               activity_type_id, date_deadline, create_date, write_date)
    SELECT lead.id, 'crm.lead', %(model)s, %(user)s, TRUE, %(call)s, now(), now(), now()
      FROM crm_lead lead
     WHERE lead.id = ANY(%(ids)s) AND mod(lead.id, 3) = 0
"""


class OrderSide(Side):
    """The same database, with a part of what a board or list asks for."""

    def __init__(self, side, **data):
        super().__init__(side.database, lambda _env: side.data | data)


def prepare(env):
    data = overhead.prepare(env)
    values = {
        "stages": data["stage_ids"],
        "user": data["user_id"],
        "count": COUNT,
        "customer": env["res.partner"].create({"name": "Bench buyer"}).id,
        "comment": env.ref("mail.mt_comment").id,
        "note": env.ref("mail.mt_note").id,
        "model": env["ir.model"]._get_id("crm.lead"),
        "call": env.ref("mail.mail_activity_data_call").id,
    }
    env.cr.execute(PIPELINE, values)
    values["ids"] = [lead_id for (lead_id,) in env.cr.fetchall()]
    for statement in (MESSAGES, MEETINGS, ACTIVITIES):
        env.cr.execute(statement, values)
    env["crm.lead.contact.state"]._state_fill()
    card = {name: spec for name, spec in data["card"].items() if name not in SHOWN}
    return data | {"order": None, "bare": card}


def list_with(env, data, number):
    names = SHOWN if data["shown"] else ()
    env["crm.lead"].web_search_read(
        [("user_id", "=", data["user_id"])],
        {"name": {}, "stage_id": {}, "user_id": {}, **dict.fromkeys(names, {})},
        limit=80,
    )


def board(env, data, number):
    card = data["card"] if data["shown"] else data["bare"]
    overhead.read_board(env, card)


def sorted_board(env, data, number):
    leads = env["crm.lead"]
    for stage_id in data["stage_ids"]:
        domain = [("stage_id", "=", stage_id), ("type", "=", "opportunity")]
        leads.search(domain, limit=80, order=data["order"])


def mail(env, data, number):
    lead = env["crm.lead"].browse(data["lead_ids"][number])
    lead.message_post(
        body="Hello",
        message_type="email",
        subtype_xmlid="mail.mt_comment",
        author_id=env.ref("base.partner_admin").id,
    )


def run(stock, plus):
    side = Side(plus, prepare)
    side.tidy_up()
    compare(
        OrderSide(side, shown=False),
        OrderSide(side, shown=True),
        {"list of 80": list_with, "board": board},
        labels=("without", "contacts"),
    )
    compare(Side(stock, overhead.prepare), side, {"mail received": mail})
    for order in ("silence_days desc", "last_contact_date", "has_next_step"):
        compare(
            OrderSide(side, order=None),
            OrderSide(side, order=f"{order}, id desc"),
            {f"{COUNT:,} by {order}": sorted_board},
            labels=("Odoo's", "sorted"),
        )
