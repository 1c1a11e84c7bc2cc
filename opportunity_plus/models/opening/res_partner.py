# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import ast
import logging

from odoo import api, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools.view_validation import get_dict_asts

from ..foundation.access import allowed, every_lead

_logger = logging.getLogger(__name__)

# context key: contacts that are created here are not new customers
NO_OPENING = "opportunity_plus_no_opening"
# context key: id of the contact whose company is being created
OF_CONTACT = "opportunity_plus_of_contact"


class ResPartner(models.Model):
    """Opens opportunities when customers are created.

    TRIGGER: a user creates top-level contacts in a form, by import or with another
    program. Data files, public pages and superuser code do not count. Neither do the
    contacts of users and companies, customers created from an opportunity, and
    recipients of messages.

    FILTER: the setting of the contact's company, else of the active company. A company
    that is created for a contact with an open opportunity gets no second one.

    EFFECT: in the same transaction. A list longer than one batch is left to a job that
    starts after the commit. If an opportunity cannot be opened, the contact is created
    anyway and the log says why. No message is sent, since Odoo notifies salespeople of
    their new customers. Only the user who imports a list gets one message with the
    result.
    """

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        door = self._oplus_opening_door()
        if door:
            partners._oplus_opening_start(door)
        return partners

    @api.model
    def _find_or_create_from_emails(
        self,
        emails,
        ban_emails=None,
        filter_found=None,
        additional_values=None,
        no_create=False,
        sort_key=None,
        sort_reverse=True,
    ):
        """Create recipients of messages, which are not new customers."""
        quiet = self.with_context(**{NO_OPENING: True})
        found = super(ResPartner, quiet)._find_or_create_from_emails(
            emails,
            *(ban_emails, filter_found, additional_values),
            *(no_create, sort_key, sort_reverse),
        )
        return [partner.with_env(self.env) for partner in found]

    def _create_contact_parent_company(self):
        known = self.with_context(**{OF_CONTACT: self.id})
        company = super(ResPartner, known)._create_contact_parent_company()
        return company.with_env(self.env)

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Tell a company that is created on a contact which contact it is for."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            for node in arch.xpath("//field[@name='parent_id'][not(ancestor::field)]"):
                keys = get_dict_asts(node.get("context") or "{}")
                keys[OF_CONTACT] = ast.Name("id")
                context = ast.Dict([*map(ast.Constant, keys)], [*keys.values()])
                node.set("context", ast.unparse(context))
        return arch, view

    def _oplus_opening_door(self):
        """Return how a user creates contacts; None if no user does."""
        context = self.env.context
        if (
            self.env.su
            or context.get(NO_OPENING)
            or context.get("install_mode")
            or not self.env.user._is_internal()
        ):
            return None
        return "import" if context.get("import_file") else "contact"

    def _oplus_opening_start(self, door):
        # sudo: the user who creates contacts may not read the company's settings or the
        # records that its filter looks at
        top = self.sudo().filtered(lambda partner: not partner.parent_id)
        for company, partners in top._oplus_opening_by_company().items():
            if company.opportunity_auto_create:
                partners._oplus_opening_attempt(company, door)

    def _oplus_opening_by_company(self):
        return self.grouped(lambda partner: partner.company_id or self.env.company)

    def _oplus_opening_attempt(self, company, door):
        """Open opportunities; if this fails, the contacts stay."""
        log = self.env["crm.lead.opening"]
        try:
            with self.env.cr.savepoint():
                reasons = self._oplus_opening_refusals(company)
                customers = self.filtered(lambda partner: partner not in reasons)
                leads = customers._oplus_opening_now_or_later()
                log._opening_append(door, leads, reasons)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:  # no error here may prevent new contacts
            _logger.exception("No opportunities were opened for %s", self)
            log._opening_append(door, {}, dict.fromkeys(self, "failed"))

    def _oplus_opening_now_or_later(self):
        """Open a few at once; leave a long list to the job, not to delay the import."""
        run = self.env["crm.lead.opening.run"]
        if len(self) <= run._BATCH_SIZE:
            return self.env["crm.lead"]._oplus_opening_open(self)
        run._opening_queue(self)
        return {}

    def _oplus_opening_refusals(self, company):
        """Return the reason for each new contact that gets no opportunity."""
        matching = self.filtered_domain(company._oplus_opening_domain())
        reasons = dict.fromkeys(self - matching, "filter")
        reasons |= dict.fromkeys(self._oplus_pursued(), "pursued")
        return reasons | self._oplus_opening_no_customers()

    def _oplus_pursued(self):
        """Return the new customers whose contacts have an open opportunity."""
        contact = self._oplus_of_contact()
        leads = (self | contact.commercial_partner_id)._oplus_open_leads()
        if leads.partner_id & (contact | contact.child_ids):
            return self
        return leads.partner_id.commercial_partner_id & self

    def _oplus_of_contact(self):
        """Return the contact whose company is created, if the user may read it."""
        id_ = self.env.context.get(OF_CONTACT)
        contact = self.browse(id_ if type(id_) is int and id_ > 0 else ())
        return allowed(contact.exists()).with_env(self.env)

    def _oplus_open_leads(self):
        """Return the open opportunities of customers and all their contacts, in the
        companies of the user, as superuser."""
        companies = self.env.user.company_ids
        domain = Domain("type", "=", "opportunity")
        domain &= Domain("won_status", "=", "pending")
        domain &= Domain("partner_id.commercial_partner_id", "in", self.ids)
        domain &= Domain("company_id", "in", [False, *companies.ids])
        # those of all salespeople count, so that a customer is called once; the user
        # does not learn whose they are
        leads = every_lead(self.env).with_context(active_test=True)
        return leads.search(domain)

    def _oplus_opening_no_customers(self):
        """Return the reason for each contact that is not a customer."""
        own = self.env["res.company"].search([("partner_id", "in", self.ids)])
        tests = {
            "archived": lambda partner: not partner.active,
            "child": lambda partner: partner.parent_id,
            "colleague": lambda partner: (
                not partner.partner_share or partner in own.partner_id
            ),
            "vendor": lambda partner: (
                partner.supplier_rank > 0 and partner.customer_rank <= 0
            ),
        }
        return {
            partner: reason
            for reason, test in reversed(tests.items())
            for partner in self.filtered(test)
        }

    @api.model
    def _oplus_opening_customer_domain(self, company):
        """Return the domain of a company's customers, as far as a domain can express
        ``_oplus_opening_no_customers``; keep both in step."""
        return Domain(
            [
                ("active", "=", True),
                ("company_id", "in", [False, company.id]),
                ("parent_id", "=", False),
                ("partner_share", "=", True),
                ("ref_company_ids", "=", False),
                "|",
                ("supplier_rank", "<=", 0),
                ("customer_rank", ">", 0),
            ]
        )

    # call campaigns

    def oplus_action_call_campaign(self):
        """Prepare a call campaign for these customers.

        :raise AccessError: the user may not read one of them, or has no role in Sales
        """
        self.check_access("read")
        run = self.env["crm.lead.opening.run"]._opening_preview(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_opening_run_action"
        )
        return action | {
            "res_id": run.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
