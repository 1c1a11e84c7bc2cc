# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import inspect
from contextlib import suppress

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import get_public_method
from odoo.tests import tagged

from .common import OpportunityPlusCommon
from .fuzz.targets import own_methods

# Odoo's own do not answer for no record, or warn
ODOO = {"message_notify", "set_values", "toggle_active"}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestEmpty(OpportunityPlusCommon):
    """What is called for no record at all answers, or says what is missing."""

    def _given(self, model):
        """Arguments of methods that need some."""
        vals = {"active": False} if "active" in self.env[model]._fields else {}
        return {
            "write": [vals],
            "copy": [],
            "create": [[]],
            "read": [["display_name"]],
            "web_read": [{"display_name": {}}],
            "web_save_multi": [[], {}],
            "message_subscribe": [self.agent.partner_id.ids],
            "message_unsubscribe": [self.agent.partner_id.ids],
            "merge_opportunity": [],
            "convert_opportunity": [self.customer],
            "filtered_domain": [[]],
        }

    def _calls(self):
        for model, name in own_methods(self.env(su=True, user=1)):
            method = get_public_method(self.env[model], name)
            if getattr(method, "_api_model", False) or name in ODOO:
                continue
            parameters = [*inspect.signature(method).parameters.values()][1:]
            needed = [
                one
                for one in parameters
                if one.default is one.empty and one.kind not in (2, 4)
            ]
            given = self._given(model)
            if name in given or not needed:
                yield model, name, given.get(name, [])

    def test_methods_of_no_record(self):
        for user in (self.agent, self.admin):
            for model, name, args in self._calls():
                records = self.env[model].with_user(user)
                with (
                    self.subTest(user=user.login, model=model, method=name),
                    self.env.cr.savepoint(),
                    suppress(UserError),
                ):
                    getattr(records, name)(*args)

    def test_every_field_of_no_opportunity_is_written(self):
        none = self.env["crm.lead"].with_user(self.admin)
        values = {
            "type": "opportunity",
            "stage_id": self.won.id,
            "tag_ids": [Command.clear()],
            "oplus_tick_ids": [],
            "active": True,
        }
        for name, field in none._fields.items():
            if not field.readonly and name != "won_status":
                with self.subTest(name):
                    none.write({name: values.get(name, False)})
