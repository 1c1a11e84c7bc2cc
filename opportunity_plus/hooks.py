# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def post_init_hook(env):
    """Give the opportunities of a database with years of data their past."""
    env["crm.lead.stage.history"]._history_backfill()
