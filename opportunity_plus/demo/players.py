# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who does what in the year of the demo company."""

from datetime import timedelta

MODULE = "opportunity_plus"


class Play:
    """A day of the year.

    :param opportunities: rows of ``opportunities.csv``, by their ids
    """

    def __init__(self, env, opportunities):
        # a new opportunity, activity or invitation tells nobody by mail
        quiet = {
            "mail_auto_subscribe_no_notify": True,
            "mail_activity_quick_update": True,
            "no_mail_to_attendees": True,
            "dont_notify": True,
            "tz": "Asia/Bangkok",
        }
        # context replaced: what is done is done as on a screen, and not as an install
        self.env = env(context=quiet)
        self.opportunities = opportunities
        self.moment = None

    def do(self, doing, row):
        """Let somebody do something, with that one's rights."""
        lead = self.lead(row["opportunity"]).with_user(self.user(row["who"]))
        doing(Doing(self, row, lead))

    def ref(self, kind, name):
        return self.env.ref(f"{MODULE}.{kind}_demo_{name}")

    def user(self, name):
        if name == "admin":
            return self.env.ref("base.user_admin")
        return self.ref("user", name)

    def lead(self, name):
        leads = self.env["crm.lead"]
        known = name and self.env.ref(f"{MODULE}.opportunity_demo_{name}", False)
        return known or leads

    def make(self, model, name, values):
        """Create a record that goes with the demo data."""
        record = {"xml_id": f"{MODULE}.{name}", "values": values, "noupdate": True}
        return model._load_records([record])

    def own(self, kind, record, name):
        """Let a record that something has made go with the demo data."""
        xml_id = f"{MODULE}.{kind}_demo_{name}"
        known = {"xml_id": xml_id, "record": record, "noupdate": True}
        self.env["ir.model.data"]._update_xmlids([known])


class Doing:
    """What somebody does with an opportunity.

    :param row: of ``year.csv``
    :param lead: the opportunity, as its user; empty if it is about another thing
    """

    def __init__(self, play, row, lead):
        self.play, self.lead, self.env = play, lead, lead.env
        self.name, self.value, self.text = row["opportunity"], row["value"], row["text"]
        self.moment = play.moment

    @property
    def number(self):
        return float(self.value)

    def ref(self, kind, name):
        return self.play.ref(kind, name).with_env(self.env)

    def day(self, days=None):
        """Return the day so many days later."""
        later = timedelta(int(self.value if days is None else days))
        return (self.moment + later).date()
