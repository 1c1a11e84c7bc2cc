# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is about many opportunities at once, and what jobs do overnight."""

from odoo.fields import Command, Datetime

from ..models.digest.week import last_week


def handover(doing):
    """Hand over what somebody who leaves is in charge of; ``value`` is
    ``leaving successor``."""
    leaving, successor = (doing.ref("user", name) for name in doing.value.split())
    handovers = doing.env["crm.lead.handover"]
    made = handovers.create(
        {
            "user_id": leaving.id,
            "successor_ids": [Command.set(successor.ids)],
            "archive_user": True,
        }
    )
    made.action_run()
    ran(doing, made)


def ran(doing, run):
    """Date a run, which goes by the clock of the server."""
    # sudo: the system writes
    run.sudo()._system_write({"date_run": doing.moment.replace(microsecond=0)})


def campaign(doing):
    """Open opportunities for customers, with a call ``value`` days later."""
    run = preview(doing)
    run.action_run()
    ran(doing, run)
    for line in run.line_ids.filtered("lead_id"):
        own_opened(doing, line.partner_id)


def preview(doing):
    """Prepare a call campaign, for customers whom nobody deals with: ``text`` names
    them."""
    partners = doing.env["res.partner"]
    for name in doing.text.split():
        partners |= doing.ref("partner", name)
    run = doing.env["crm.lead.opening.run"]._opening_preview(partners)
    campaign = doing.ref("campaign", "service")
    run.write({"campaign_id": campaign.id, "date_call": doing.day()})
    return run


def customers(doing):
    """Customers are entered whom the company opens opportunities for by itself."""
    # sudo: an administrator has set it
    company = doing.env.company.sudo()
    company.opportunity_auto_create = True
    for number, name in enumerate(doing.text.split(";"), 1):
        country = doing.env.ref(f"base.{doing.value}")
        values = {"name": name, "is_company": True, "country_id": country.id}
        partners = doing.env["res.partner"]
        made = doing.play.make(partners, f"partner_demo_entered_{number}", values)
        own_opened(doing, made)
    company.opportunity_auto_create = False


def own_opened(doing, partner):
    """Let what was opened for a customer go with the demo data."""
    # sudo: everybody's
    leads = doing.env["crm.lead"].sudo().search([("partner_id", "=", partner.id)])
    for lead in leads:
        doing.play.own("opportunity", lead, f"opened_{lead.id}")


def night(doing):
    """The jobs of a night: reminders, plans of stalled opportunities, and the digest of
    last week, which no mail is sent of."""
    # sudo: jobs are for everybody
    system = doing.lead.sudo().env
    policies = {"opportunity_weekly_digest": True, "opportunity_remind_days": 3}
    system["res.company"].search([]).write(policies)
    system["crm.lead.stall"]._cron_stalled()
    system["crm.lead.reminder"]._cron_closing_reminder()
    digests, users = system["crm.pipeline.digest"], system["res.users"]
    for user in users.search(users._oplus_digest_readers()):
        week, _age = last_week(user._oplus_digest_zone(), Datetime.now())
        if content := digests._digest_content(user, week):
            digests._digest_keep(user, week, content)


WORK = {
    "handover": handover,
    "campaign": campaign,
    "preview": preview,
    "customers": customers,
    "night": night,
}
