# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Notifications to users are contacts no more: what they ended is silent again."""

from odoo import SUPERUSER_ID, api

from odoo.addons.opportunity_plus.models.contacts.settling import SETTLE_ALL


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["crm.lead.contact.state"]._state_store(SETTLE_ALL)
