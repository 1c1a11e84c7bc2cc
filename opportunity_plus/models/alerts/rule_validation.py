# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import email_normalize, email_normalize_all

from ..foundation.blank import is_blank
from ..foundation.main_company import every_company
from ..foundation.naming import names
from ..foundation.roles import ALL_DOCUMENTS
from . import measuring

CHECKED = (
    "name",
    "active",
    "company_id",
    "domain",
    "currency_id",
    "minimum_amount",
    "minimum_probability",
    "rearm",
    "rearm_margin",
    "user_ids",
    "notify_salesperson",
    "notify_team_leader",
    "email_to",
    "channel_notification",
    "channel_email",
    "channel_activity",
    "mail_template_id",
    "activity_type_id",
)


class CrmBigDealRule(models.Model):
    """Checks before a rule is stored, and warnings about stored rules."""

    _inherit = "crm.big.deal.rule"

    warning = fields.Text(
        compute="_compute_warning",
        help="Why some alerts of this rule will not be raised or not reach everyone.",
    )

    @api.depends("domain", "currency_id", "company_id", "user_ids")
    def _compute_warning(self):
        for rule in self:
            texts = (
                rule._alert_complaint_domain(),
                rule._alert_warning_author(),
                rule._alert_warning_rate(),
                rule._alert_warning_readers(),
            )
            rule.warning = "\n".join(filter(None, texts))

    @api.constrains(*CHECKED)
    def _check_alert_rule(self):
        """Refuse a rule that cannot work; one message lists all errors."""
        complaints = [
            self.env._("%(rule)s: %(complaint)s", rule=rule.name, complaint=complaint)
            for rule in self
            for complaint in rule._alert_complaints()
        ]
        if complaints:
            raise ValidationError("\n".join(complaints))

    def _alert_complaints(self):
        return list(
            filter(
                None,
                (
                    is_blank(self.name) and self.env._("Enter a name."),
                    *self._alert_complaints_target(),
                    *self._alert_complaints_recipients(),
                    self._alert_complaint_addresses(),
                    self._alert_complaint_domain(),
                    self._alert_complaint_rate(),
                ),
            )
        )

    def _alert_complaints_target(self):
        if self.minimum_amount < 0:
            yield self.env._("The minimum amount must not be negative.")
        if not 0 <= self.minimum_probability <= 100:
            yield self.env._("The minimum closing rate must be between 0 and 100 %.")
        if self.rearm == "margin" and not 0 < self.rearm_margin <= 100:
            yield self.env._("The margin must be above 0 and at most 100 %.")

    def _alert_complaints_recipients(self):
        readers = self.user_ids or self.notify_salesperson or self.notify_team_leader
        addresses = [part.strip() for part in (self.email_to or "").split(",")]
        addresses = list(filter(None, addresses))
        if not readers and not addresses:
            yield self.env._(
                "Choose who is told: users, the salesperson, the team leader or"
                " e-mail addresses."
            )
        if readers and not self._alert_channels():
            yield self.env._(
                "Choose how they are told: by notification, e-mail or activity."
            )
        wrong = [address for address in addresses if not email_normalize(address)]
        if wrong:
            yield self.env._(
                "These are not valid e-mail addresses: %(addresses)s",
                addresses=", ".join(wrong),
            )
        if (self.channel_email or addresses) and not self._alert_template():
            yield self.env._("Choose an e-mail template for big-deal alerts.")
        if self.channel_activity and not self.activity_type_id:
            yield self.env._("Choose the type of the activity.")

    def _alert_complaint_addresses(self):
        """Return a complaint if e-mail addresses would get alerts of companies that the
        author may not use. The rights of the person behind an address are unknown."""
        author = self._alert_author()
        if author.su or not self._alert_addresses():
            return None
        own = author.user.with_context(active_test=False).company_ids
        companies = every_company(self.env)
        others = companies.search([("id", "not in", own.ids)], limit=1)
        if (self.company_id or others) <= own:
            return None
        return self.env._(
            "E-mail addresses would get alerts of companies that you may not use."
            " Choose one of your companies, or users instead of addresses."
        )

    def _alert_author(self):
        """Return the environment of the author; constraints run as superuser."""
        return self.env(su=self.env.uid == SUPERUSER_ID)

    def _alert_channels(self):
        """Return the channels for users, as in ``crm.big.deal.notice``."""
        channels = ("notification", "email", "activity")
        return [name for name in channels if self[f"channel_{name}"]]

    def _alert_addresses(self):
        return list(dict.fromkeys(email_normalize_all(self.email_to)))

    def _alert_template(self):
        """Return the e-mail template, if it is for alerts. It is rendered as superuser,
        so a template of another model could reveal any of its records."""
        # sudo: the user may not be able to read the template
        template = self.mail_template_id.sudo()
        return template.filtered(lambda t: t.model == "crm.big.deal.alert")

    def _alert_complaint_domain(self):
        """Return what is wrong with the extra filter, or None. It is tried with the
        rights of the author, as when the rule is evaluated."""
        leads = self._alert_author()["crm.lead"].with_context(active_test=False)
        try:
            with self.env.cr.savepoint(flush=False):
                # what Odoo says of a filter tells more than an answer to programs
                leads._search(self._alert_domain(), limit=1).get_result_ids()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:  # a filter can fail in any way
            return self.env._(
                "The extra filter does not work: %(error)s",
                error=str(error).partition("\n")[0],
            )
        return None

    def _alert_complaint_rate(self):
        companies, unrated = self._alert_unrated()
        if unrated and len(unrated) == len(companies):
            return self.env._(
                "There is no exchange rate for %(currency)s. Enter one first, or choose"
                " another currency.",
                currency=self.currency_id.name,
            )
        return None

    def _alert_warning_rate(self):
        companies, unrated = self._alert_unrated()
        if not unrated:
            return None
        return self.env._(
            "Without an exchange rate for %(currency)s, opportunities of these"
            " companies raise no alert: %(companies)s",
            currency=self.currency_id.name,
            companies=", ".join(unrated),
        )

    def _alert_unrated(self):
        """Return the companies of the rule, and the names of those without a rate."""
        companies = self.company_id or self.env.companies
        if not self.currency_id:
            return companies, []
        for model in ("res.currency.rate", "res.company"):
            self.env[model].flush_model()
        day = self.env.cr.now().date()
        # raw SQL: the statement that is used when the rule is evaluated
        rows = self.env.execute_query(
            measuring.unrated(companies, self.currency_id, day)
        )
        return companies, [name for (name,) in rows]

    def _alert_warning_author(self):
        try:
            if self._origin and self._alert_domain():
                self._origin._alert_reader()
        except (AccessError, ValueError) as error:
            return str(error)
        return None

    def _alert_warning_readers(self):
        partial = self.user_ids.filtered(lambda user: not user.has_group(ALL_DOCUMENTS))
        if not partial:
            return None
        return self.env._(
            "These users are told only of opportunities that they may read: %(names)s",
            names=names(partial),
        )
