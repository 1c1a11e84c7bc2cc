# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import fields
from odoo.fields import Domain

OPEN = Domain("won_status", "=", "pending")
# whose activities are those of a salesperson
DOCUMENTS = ("crm.lead", "sale.order", "account.move", "res.partner")


class Mover(NamedTuple):
    """A kind of thing that changes hands, as one row of ``_handover_movers``."""

    kind: str
    # what the user reads, in the plural
    label: str
    model: str
    # which records are open; the others keep their owner. Archived ones count.
    domain: Domain
    # the field that says whose it is
    owner: str = "user_id"
    # the field with the sales team, where there is one
    team: str = ""
    # people who take part, apart from the owner: the successor takes the seat
    people: str = ""
    # the document it belongs to: it stays together with the things of that customer
    document: str = ""
    # computed fields that follow the owner in Odoo, and stay what they are here
    keep: tuple[str, ...] = ()
    # reasons to leave a record alone: each is a method _handover_refuse_<reason>
    refusals: tuple[str, ...] = ()
    # the same, where it goes back to the former owner
    refusals_back: tuple[str, ...] = ()
    # a successor has one such record for each value of this field at most
    once_per: str = ""


def movers(env):
    """The kinds, in the order in which they move: an activity follows its document."""
    return [*_documents(env), _shares(env), *_appointments(env)]


def _documents(env):
    opportunity = Mover(
        kind="opportunity",
        label=env._("Opportunities"),
        model="crm.lead",
        domain=OPEN & Domain("type", "=", "opportunity"),
        team="team_id",
        keep=("team_id", "stage_id", "company_id"),
    )
    return [
        opportunity,
        opportunity._replace(
            kind="lead",
            label=env._("Leads"),
            domain=OPEN & Domain("type", "=", "lead"),
        ),
        Mover(
            kind="quotation",
            label=env._("Quotations"),
            model="sale.order",
            domain=Domain("state", "in", ("draft", "sent")),
            team="team_id",
            document="opportunity_id",
            keep=("team_id",),
        ),
        Mover(
            kind="customer",
            label=env._("Customers"),
            model="res.partner",
            # colleagues are no customers, and only who manages users may change them
            domain=Domain("partner_share", "=", True) & Domain("active", "=", True),
        ),
    ]


def _shares(env):
    return Mover(
        kind="share",
        label=env._("Shares"),
        model="crm.lead.share",
        domain=_running(env),
        document="lead_id",
        refusals=("salesperson",),
        refusals_back=("share", "twice"),
        once_per="lead_id",
    )


def _running(env):
    today = fields.Date.context_today(env.user)
    return Domain("date_end", "=", False) | Domain("date_end", ">=", today)


def _appointments(env):
    return [
        Mover(
            kind="activity",
            label=env._("Activities"),
            model="mail.activity",
            domain=Domain("active", "=", True) & Domain("res_model", "in", DOCUMENTS),
            document="res_id",
            refusals=("document", "decision"),
        ),
        Mover(
            kind="meeting",
            label=env._("Meetings"),
            model="calendar.event",
            domain=Domain("start", ">=", env.cr.now()) & Domain("active", "=", True),
            people="partner_ids",
            document="opportunity_id",
            refusals=("private",),
        ),
    ]
