# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import hmac

from ..foundation.access import everywhere
from ..foundation.days import known_zone, zone_of
from ..foundation.roles import ALL_DOCUMENTS, SUPERVISOR


class ResUsers(models.Model):
    """Who reads the weekly digest, and who has stopped it."""

    _inherit = "res.users"

    oplus_pipeline_digest = fields.Boolean(
        "Weekly Digest of the Pipeline",
        default=True,
        help="A mail on Monday morning about the past week of the teams that you lead,"
        " or of all teams if you see all opportunities.",
    )
    oplus_may_read_digest = fields.Boolean(
        compute="_compute_oplus_may_read_digest", export_string_translation=False
    )

    @api.depends("all_group_ids")
    def _compute_oplus_may_read_digest(self):
        for user in self:
            user.oplus_may_read_digest = user.has_group(SUPERVISOR)

    @property
    def SELF_READABLE_FIELDS(self):
        names = ["oplus_pipeline_digest", "oplus_may_read_digest"]
        return super().SELF_READABLE_FIELDS + names

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["oplus_pipeline_digest"]

    @api.model
    def _oplus_digest_readers(self):
        """Return the domain of the users who may be sent a digest."""
        return (
            Domain("share", "=", False)
            & Domain("oplus_pipeline_digest", "=", True)
            & Domain("company_id.opportunity_weekly_digest", "=", True)
            & Domain("all_group_ids", "in", self.env.ref(SUPERVISOR).ids)
            & Domain("partner_id.email", "!=", False)
        )

    def _oplus_digest_teams(self):
        """Return the ids of the teams that the digest is about; None: of all.

        Supervisors who lead no team get no digest.
        """
        if self.has_group(ALL_DOCUMENTS):
            return None
        teams, _members = self._oplus_led()
        return sorted(teams)

    def _oplus_digest_companies(self):
        """Return the companies that the digest tells of, the user's main one first."""
        companies = everywhere(self)["allowed_company_ids"]
        return self.company_id | self.company_id.browse(companies)

    def _oplus_digest_as_reader(self, records):
        """Return records with the rights, companies, language and time zone of the
        user."""
        return records.with_user(self).with_context(
            allowed_company_ids=self._oplus_digest_companies().ids,
            lang=self.lang or records.env.lang,
            tz=self._oplus_digest_zone(),
        )

    def _oplus_digest_zone(self):
        """Return the name of the user's time zone, else of the company's."""
        return known_zone(self.tz) or zone_of(self.company_id)

    # stopping

    def _oplus_digest_token(self):
        """Return the secret that lets a link of a digest stop it for this user."""
        # sudo: the secret of the database signs it
        return hmac(self.env(su=True), "opportunity_plus-digest", self.id)

    def _oplus_digest_address(self, what):
        """Return the address that stops the digest, or starts it again.

        :param what: ``stop`` or ``start``
        """
        path = f"/opportunity_plus/digest/{self.id}/{what}"
        return f"{self.get_base_url()}{path}?token={self._oplus_digest_token()}"
