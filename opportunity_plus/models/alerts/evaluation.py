# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from collections import defaultdict

from odoo import SUPERUSER_ID, api, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..foundation.jobs import is_job
from . import measuring
from .crossing import APPLY, PAIRS, PROBE, SCREEN
from .rule_policy import NOTHING_KNOWN

_logger = logging.getLogger(__name__)

ATTEMPTS = 5


class CrmBigDealRule(models.Model):
    """Finds out what crossed a target, on what is stored.

    WHEN: once at the end of each transaction that changed an opportunity in a way
    that matters to a rule; over all open opportunities after Odoo scored them and
    once a day; over all opportunities, in silence, when a rule is created, activated
    or changed.

    HOW: a screen drops the opportunities that are far below every target, mostly all.
    A probe compares the rest with all rules and finds the pairs that need a closer
    look. The extra filters are evaluated for those alone. A last statement stores
    where each pair stands and the alerts that follow from it. Comparing with the
    stored state makes it safe to call any time.
    """

    _inherit = "crm.big.deal.rule"

    # opportunities that are evaluated at once
    _alert_batch = 20_000

    @api.model
    def _alert_detect(self, lead_ids):
        """Raise the alerts of opportunities that may have changed.

        The sale goes on whatever happens here. What could not be evaluated is with
        the next change of the opportunity or, while it is open, by the daily job.

        :param lead_ids: a set of ids
        """
        policy = self._alert_policy()
        lead_ids = self._alert_covered(lead_ids, policy) if policy.active else ()
        if not lead_ids:
            return
        try:
            with self.env.cr.savepoint(flush=False):
                self._alert_take_back(lead_ids)
                if candidates := self._alert_candidates(list(lead_ids)):
                    self._alert_remember(self._alert_settle(candidates))
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise  # Odoo repeats the whole transaction
        except Exception:  # a sale is worth more than an alert
            _logger.exception("Big-deal alerts could not be evaluated")

    def _alert_covered(self, lead_ids, policy):
        """Leave out opportunities of companies without a rule, as far as their company
        is at hand without a query."""
        companies = {company_id for _name, company_id in policy.active.values()}
        if not all(companies):
            return lead_ids
        known = self.env["crm.lead"]._fields["company_id"]._get_cache(self.env)
        companies.add(None)  # the company of an opportunity that has none is not known
        return [id_ for id_ in lead_ids if known.get(id_) in companies]

    @api.model
    def _cron_alert_evaluate(self):
        """See what no change of an opportunity tells: exchange rates, extra filters
        that look at other records, and what other programs wrote past Odoo."""
        if self._alert_policy().active:
            self._alert_evaluate_all()

    def _alert_evaluate_all(self, rules=None, silent=False):
        """Evaluate all opportunities, in batches.

        :param rules: these rules alone
        :param silent: raise no alert, whatever there is
        """
        leads = self.env(user=SUPERUSER_ID, su=True)["crm.lead"]
        domain = Domain("type", "=", "opportunity")
        if not silent:
            domain &= Domain("active", "=", True) & Domain("won_status", "=", "pending")
        leads, last = leads.with_context(active_test=False), 0
        while ids := leads.search(
            domain & Domain("id", ">", last), order="id", limit=self._alert_batch
        )._ids:
            last = ids[-1]
            if silent:
                self._alert_evaluate(ids, rules, silent=True)
            else:
                self._alert_evaluate_batch(ids)

    def _alert_evaluate_batch(self, lead_ids):
        """Evaluate; in a job each batch is a transaction of its own, which is done
        again when somebody interfered."""
        if not is_job(self):
            return self._alert_evaluate(lead_ids)
        for attempt in range(ATTEMPTS):
            try:
                self._alert_evaluate(lead_ids)
                return self.env["ir.cron"]._commit_progress()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self.env.cr.rollback()
                if attempt == ATTEMPTS - 1:
                    raise
        return None

    def _alert_evaluate(self, lead_ids, rules=None, silent=False):
        """Store where the opportunities stand, and raise the alerts.

        :param lead_ids: ids; everything is flushed
        """
        self._alert_count_anew()
        rules = rules or self
        if candidates := rules._alert_candidates(list(lead_ids)):
            rules._alert_settle(candidates, silent)

    def _alert_candidates(self, lead_ids):
        """The pairs that need a closer look: (rule id, opportunity id, filter)."""
        # what is remembered may not know yet of rules that are just being changed
        policy = NOTHING_KNOWN if self else self._alert_policy()
        # raw SQL: with every change of an opportunity, so it has to be quick
        self.env.cr.execute(
            SQL(
                SCREEN,
                lead_ids=lead_ids,
                amount=policy.minimum_amount,
                probability=policy.minimum_probability,
            )
        )
        lead_ids = [lead_id for (lead_id,) in self.env.cr.fetchall()]
        return self._alert_execute(PROBE, lead_ids) if lead_ids else []

    def _alert_settle(self, candidates, silent=False):
        """Store where the candidates stand, and raise the alerts.

        :return: see ``_alert_remember``
        """
        # superuser: rules hold whoever changes the opportunity, and the user of a
        # flush is any user of the transaction
        system = self.env(user=SUPERUSER_ID, su=True, context={"active_test": False})
        fits = self.with_env(system)._alert_fits(candidates)
        if not fits:
            return []
        rows = self._alert_execute(
            APPLY,
            list({lead_id for _rule, lead_id, _domain in candidates}),
            rules=[rule_id for rule_id, _lead_id in fits],
            leads=[lead_id for _rule_id, lead_id in fits],
            fits=list(fits.values()),
            silent=silent,
            now=self.env.cr.now().replace(microsecond=0),
        )
        system["crm.big.deal.state"].invalidate_model(flush=False)
        alerts = [alert_id for alert_id, *_before in rows if alert_id]
        system["crm.big.deal.alert"]._alert_announce(alerts)
        return rows

    def _alert_execute(self, statement, lead_ids, **parameters):
        which, factor = SQL("rule.active"), SQL("1")
        if self:
            which = SQL("%s AND rule.id = ANY(%s)", which, self.ids)
        if self or not self._alert_policy().is_one_currency:
            day = SQL("%s::date", self.env.cr.now().date())
            factor = measuring.factor(day, SQL("wanted.currency_id"))
        pairs = SQL(
            PAIRS,
            rules=measuring.rules(self, which),
            lead_ids=lead_ids,
            factor=factor,
            **measuring.fragments(self.env),
        )
        # raw SQL: rules times opportunities, of which only ids come here
        self.env.cr.execute(SQL("%s %s", pairs, SQL(statement, **parameters)))
        return self.env.cr.fetchall()

    def _alert_fits(self, candidates):
        """Whether the extra filter lets each pair pass; without the pairs of a rule
        whose filter does not work (any more): they wait until it is repaired."""
        leads_by_filter, fits = defaultdict(list), {}
        for rule_id, lead_id, domain in candidates:
            leads_by_filter[rule_id, domain].append(lead_id)
        for (rule_id, domain), lead_ids in leads_by_filter.items():
            matching = lead_ids
            if domain != "[]":
                matching = self.browse(rule_id)._alert_matching(lead_ids)
            if matching is not None:
                matching = set(matching)
                fits |= {(rule_id, id_): id_ in matching for id_ in lead_ids}
        return fits

    def _alert_matching(self, lead_ids):
        try:
            with self.env.cr.savepoint(flush=False):
                domain = self._alert_domain() & Domain("id", "in", lead_ids)
                return self._alert_reader()["crm.lead"].search(domain).ids
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:  # whatever became of the fields in there
            _logger.warning("The extra filter of %s does not work", self, exc_info=True)
            return None
