# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One word for one thing: Odoo's labels of opportunities in the add-on's own words.

The terms are those of ``i18n``, also where Odoo's translation has others for them.
Nothing is stored with Odoo's records, so that its words are back without the add-on.
"""

from odoo import api, models
from odoo.tools import frozendict, ormcache

# models whose fields of these names are those of opportunities
NAMED = ("crm.lead", "crm.lead.lost", "crm.activity.report")
# dialogs that turn leads into opportunities
CONVERTING = ("crm.lead2opportunity.partner", "crm.lead2opportunity.partner.mass")

TITLED = ("crm.lead", "crm.lead.lost", *CONVERTING)


# what Odoo calls entries of the configuration that are renamed
ENTRIES_OF_ODOO = {
    "th_TH": ("สถานะ", "เหตุผลที่ไม่สำเร็จ"),
    "vi_VN": ("Giai đoạn", "Lý do mất"),
}


def in_language(records, texts):
    """Return texts by name, in a language that the add-on has words for. In others,
    those of Odoo stay.

    :param texts: the method that returns them
    """
    said = getattr(records, texts)()
    if records.env.lang in (None, "en_US"):
        return said
    english = getattr(records.with_context(lang="en_US"), texts)()
    return {name: word for name, word in said.items() if word != english[name]}


def reworded(told, words):
    """Return the label of a field, and those of its values, in other words."""
    labels = words.get("selection", {})
    values = [
        (value, labels.get(value, text)) for value, text in told.get("selection", ())
    ]
    return {**told, **words, **({"selection": values} if values else {})}


class IrModelFields(models.Model):
    _inherit = "ir.model.fields"

    @api.model
    @ormcache("model_name", "self.env.lang", cache="stable")
    def _get_fields_cached(self, model_name):
        """Name the facts of opportunities as all screens of the add-on do."""
        known = super()._get_fields_cached(model_name)
        if model_name in NAMED:
            words = self._oplus_words()
        elif model_name in CONVERTING:
            words = {"name": {"selection": in_language(self, "_oplus_conversions")}}
        else:
            return known
        return frozendict(
            {name: reworded(told, words.get(name, {})) for name, told in known.items()}
        )

    def _oplus_conversions(self):
        return {
            "convert": self.env._("Convert to Opportunity"),
            "merge": self.env._("Merge with existing opportunities"),
        }

    def _oplus_words(self):
        """Return what differs by field: its label, and those of its values."""
        names = in_language(self, "_oplus_labels")
        words = {name: {"field_description": word} for name, word in names.items()}
        outcomes = in_language(self, "_oplus_outcomes")
        words["won_status"] = words.get("won_status", {}) | {"selection": outcomes}
        return words

    def _oplus_labels(self):
        return {
            "partner_id": self.env._("Customer"),
            "user_id": self.env._("Salesperson"),
            "date_deadline": self.env._("Expected Closing"),
            "date_closed": self.env._("Closed Date"),
            "probability": self.env._("Closing Rate"),
            "lost_reason_id": self.env._("Lost Reason"),
            "won_status": self.env._("Outcome"),
            "is_rotting": self.env._("Stalled"),
        }

    def _oplus_outcomes(self):
        return {
            "won": self.env._("Won"),
            "lost": self.env._("Lost"),
            "pending": self.env._("Pending"),
        }


class IrActionsActions(models.Model):
    _inherit = "ir.actions.actions"

    @ormcache("model_name", "self.env.lang")
    def _get_bindings(self, model_name):
        """Name the entries of the menu *Actions* as the pages that they open."""
        found = super()._get_bindings(model_name)
        if model_name != "crm.lead":
            return found
        actions = tuple(map(self._oplus_titled, found.get("action", ())))
        return frozendict({**found, "action": actions})

    def _oplus_titled(self, entry):
        window = self.env["ir.actions.act_window"].browse(entry["id"]).exists()
        if entry.get("res_model") not in TITLED or not window:
            return entry
        return frozendict({**entry, "name": window._oplus_title(entry)})


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    @api.model
    @ormcache("self.env.uid", "debug", "self.env.lang")
    def load_menus(self, debug):
        """Name the entries of the configuration as the screens that they open; those
        that a company has worded stay."""
        known = super().load_menus(debug)
        menus = {
            menu.id: word
            for name, word in self._oplus_entries()
            if (menu := self.env.ref(name, raise_if_not_found=False))
        }
        theirs = ENTRIES_OF_ODOO.get(self.env.lang, ())
        return {
            id_: {**entry, "name": menus[id_]}
            if id_ in menus and entry["name"] in theirs
            else entry
            for id_, entry in known.items()
        }

    def _oplus_entries(self):
        yield "crm.menu_crm_lead_stage_act", self.env._("Stages")
        yield "crm.menu_crm_lost_reason", self.env._("Lost Reasons")


class IrActionsActWindow(models.Model):
    _inherit = "ir.actions.act_window"

    def _get_action_dict(self):
        """Title pages and dialogs of opportunities in the add-on's own words."""
        action = super()._get_action_dict()
        if action["res_model"] not in TITLED:
            return action
        title = self._oplus_title(action)
        return {**action, "name": title, "display_name": title}

    def _oplus_title(self, action):
        """Return the title of an action; one that a company has worded stays."""
        # sudo: users open actions that they may not read
        name = self.sudo().with_context(lang="en_US").name
        return in_language(self, "_oplus_titles").get(name, action["name"])

    def _oplus_titles(self):
        return {
            "Mark Lost": self.env._("Mark as Lost"),
            "Opportunities": self.env._("Opportunities"),
            "New Opportunity": self.env._("New Opportunity"),
            "Convert to opportunity": self.env._("Convert to Opportunity"),
            "Convert to opportunities": self.env._("Convert to Opportunities"),
        }
