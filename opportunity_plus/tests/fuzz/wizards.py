# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Dialogs with records, as they are when somebody calls what their buttons call."""

from odoo.fields import Command


def dialogs(test, leads, text):
    """Return the values of dialogs by model: all that the add-on has or extends.

    :param leads: what they are about; of those for one, the last
    :param text: what was typed into them
    """
    return {
        **_of_agents(test, leads, text),
        **_of_documents(test, leads, text),
        **_of_admins(test, leads),
    }


def _of_agents(test, leads, text):
    on, user = {"lead_ids": [Command.set(leads.ids)]}, {"user_id": test.colleague.id}
    people = [Command.set((test.colleague | test.supervisor).ids)]
    purposes = ("won", "reopen", "request", "refuse")
    lost = {"lost_reason_id": test.too_expensive.id, "lost_feedback": text}
    return {
        "crm.lead.reason": [on | {"purpose": p, "reason": text} for p in purposes],
        "crm.lead.assign": [on | user],
        "crm.lead.sharing": [on | {"user_ids": people}],
        "crm.lead.snooze": [on | {"reason": text}],
        "crm.lead.lost": [on | lost],
    }


def _of_documents(test, leads, text):
    on = {"lead_id": leads[-1:].id}
    customer = {"action": "exist", "partner_id": test.customer.id}
    merging = {"name": "merge", "duplicated_lead_ids": [Command.set(leads.ids)]}
    invoice = test.records["account.move"]
    mail = {"model": "crm.lead", "res_ids": str(leads.ids), "subject": text}
    mail |= {"body": text, "partner_ids": [Command.link(test.customer.id)]}
    return {
        "crm.quotation.partner": [on | customer],
        "crm.lead2opportunity.partner": [on | {"name": "convert"}, on | merging],
        "mail.compose.message": [
            mail | {"composition_mode": mode} for mode in ("comment", "mass_mail")
        ],
        "account.move.reversal": [
            {
                "move_ids": [Command.set(invoice.ids)],
                "journal_id": invoice.sudo().journal_id.id,
                "company_id": invoice.sudo().company_id.id,
            }
        ],
    }


def _of_admins(test, leads):
    moved = {"user_id": test.colleague.id, "from_stage_id": test.new.id, "moves": 1}
    reached = {"lead_id": leads[-1:].id, "amount": 7, "date": "2026-03-08 09:00:00"}
    fault = {"kind": "lead", "count": len(leads), "record_ids": leads.ids}
    module = test.env.ref("base.module_opportunity_plus")
    owners = (test.agent, test.agent | test.colleague)
    return {
        "crm.stage.disable": [{"stage_id": s.id} for s in (test.new, test.offer)],
        "crm.stage.test": [
            {
                "stage_id": test.offer.id,
                **dict.fromkeys(("breach_ids", "over_ids"), leads.ids),
                "stopped_ids": leads.sudo().stage_history_ids.ids,
                "line_ids": [Command.create(moved)],
            }
        ],
        "crm.big.deal.test": [{"times": 1, "line_ids": [Command.create(reached)]}],
        "crm.record.check": [{"line_ids": [Command.create(fault)]}],
        "crm.lead.handover.offer": [
            dict.fromkeys(("user_ids", "owner_ids"), [Command.set(users.ids)])
            for users in owners
        ],
        "crm.pipeline.template.apply": [{}, {"team_id": test.south.id}],
        "crm.pipeline.digest.preview": [{}],
        "base.module.uninstall": [{"module_ids": [Command.set(module.ids)]}],
        "res.config.settings": [{}],
    }


def make(test, user, values):
    """Create dialogs of a user, whatever they are about; return them by model."""
    env = test.env(user=user, su=True, context={"active_model": "crm.lead"})
    return {model: env[model].create(vals_list) for model, vals_list in values.items()}


def may_make(test, user, model):
    return test.env[model].with_user(user).has_access("create")
