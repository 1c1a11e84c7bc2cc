# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.actions import form_of
from . import measuring
from .replay_statements import FIRED, RECORDED, RULE
from .rule_policy import TARGET

DAYS = 90
# deals that a test lists; it counts all
LISTED = 200


class CrmBigDealRule(models.Model):
    """Tells how often a rule would have raised an alert, before it is stored.

    HOW: the ledger holds the state of each opportunity after each transaction, which
    is measured like the present one. The extra filter is taken as it is today. Only
    what the user may read counts.
    """

    _inherit = "crm.big.deal.rule"

    @api.model
    def action_test_on_history(self, rule_id, values):
        """Open a dialog with the alerts of the last 90 days.

        :param rule_id: id of the rule; False for a new one
        :param values: its values in the form, not stored yet
        :raise UserError: the values make no rule
        """
        stored = self.browse(rule_id or ())
        stored.check_access("write")
        values = {name: value for name, value in values.items() if name in TARGET}
        rule = self.new(values, origin=stored)
        rule._replay_check()
        test = self.env["crm.big.deal.test"]._test_prepare(rule, rule._alert_replay())
        return form_of(test, name=self.env._("Test on History"), target="new")

    def _replay_check(self):
        complaints = [
            *self._alert_complaints_target(),
            self._alert_complaint_domain(),
            self._alert_complaint_rate(),
        ]
        if not self.currency_id:
            complaints.append(self.env._("Choose the currency."))
        if any(complaints):
            raise UserError("\n".join(filter(None, complaints)))

    def _alert_replay(self):
        """When the rule would have raised an alert, the last ones first.

        :return: list of (opportunity id, moment, amount, probability, number of
            alerts, number of opportunities)
        """
        self.env.flush_all()
        day, currency = SQL("deal.moment::date"), SQL("rule.currency_id")
        # raw SQL: all that was recorded in months; limited to what the user may read
        return self.env.execute_query(
            SQL(
                RECORDED + FIRED,
                start=self.env.cr.now().replace(microsecond=0) - timedelta(days=DAYS),
                rule=self._replay_rule(),
                readable=self._replay_readable(),
                factor=measuring.factor(day, currency),
                limit=LISTED,
                # a test is of a rule that was always there, so what is known was told
                **measuring.fragments(self.env, has_alert="TRUE"),
            )
        )

    def _replay_rule(self):
        limits = (
            SQL("%s::integer[] AS %s", self[name].ids or None, SQL.identifier(name))
            for name in measuring.SCOPE
        )
        return SQL(
            RULE,
            minimum_amount=self.minimum_amount,
            minimum_probability=self.minimum_probability,
            measure=self.measure,
            rearm=self.rearm,
            rearm_margin=self.rearm_margin,
            company_id=self.company_id.id or None,
            currency_id=self.currency_id.id,
            digits=self.currency_id.decimal_places,
            limits=SQL(", ").join(limits),
        )

    def _replay_readable(self):
        domain = self._alert_domain() & Domain("type", "=", "opportunity")
        leads = self.env["crm.lead"].with_context(active_test=False)
        return leads._search(domain).select()
