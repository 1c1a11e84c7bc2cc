"""What everybody finds in the demo: for each role, a model and a domain for each
feature that must have something to show."""

OPEN = ("won_status", "=", "pending")
ANY = ("active", "in", [True, False])


def leads(*domain):
    return "crm.lead", [("type", "=", "opportunity"), ANY, *domain]


def orders(*domain):
    return "sale.order", [("opportunity_id", "!=", False), *domain]


def invoices(*domain):
    return "account.move", [("opportunity_ids", "!=", False), *domain]


def changes(*domain):
    return "crm.lead.revision", [*domain]


def changed(name):
    return changes(("changed", "ilike", name), ("changed", "!=", "created"))


PIPELINE = {
    "open": leads(OPEN),
    "won": leads(("won_status", "=", "won")),
    "lost with a reason": leads(
        ("won_status", "=", "lost"), ("lost_reason_id", "!=", False)
    ),
    "lost with a note": leads(("lost_note", "!=", False)),
    "stalled": leads(("is_stalled", "=", True)),
    "snoozed": leads(("oplus_is_snoozed", "=", True)),
    "big deal": leads(("oplus_is_big_deal", "=", True), OPEN),
    "closing date has passed": leads(("oplus_closing_urgency", "=", "late"), OPEN),
    "with products": leads(("product_line_ids", "!=", False)),
    "with a source": leads(("source_id", "!=", False)),
    "no next step": leads(("has_next_step", "=", False), OPEN),
    "silent": leads(("oplus_is_silent", "=", True)),
    "for today": leads(("oplus_attention", "!=", False)),
    "checklist": ("crm.lead.tick", [("is_done", "=", True)]),
    "stage left in time": ("crm.lead.stage.history", [("target", "=", "within")]),
    "stage left late": ("crm.lead.stage.history", [("target", "=", "over")]),
    "moved with a reason": ("crm.lead.stage.history", [("reason", "!=", False)]),
    "created": changes(("changed", "=", "created")),
    "moved": changed("stage_id"),
    "grown or shrunk": changed("expected_revenue"),
    "slipped": changed("date_deadline"),
    "reopened": changes(("from_outcome", "=", "lost"), ("outcome", "=", "open")),
    "alert": ("crm.big.deal.alert", [("kind", "=", "reached")]),
    "alert sent": ("crm.big.deal.alert", [("state", "=", "sent")]),
    "alert of a loss": ("crm.big.deal.alert", [("kind", "=", "lost")]),
    "alert of a slip": ("crm.big.deal.alert", [("kind", "=", "slipped")]),
    "calls": ("crm.lead.contact", [("kind", "=", "call"), ("result", "=", "reached")]),
    "calls in vain": ("crm.lead.contact", [("result", "=", "not_reached")]),
    "visits": ("crm.lead.contact", [("kind", "=", "visit")]),
    "mails": ("crm.lead.contact", [("direction", "=", "in")]),
    "meetings": ("crm.lead.contact", [("event_id", "!=", False)]),
    "quotation draft": leads(("quotation_state", "=", "draft")),
    "quotation sent": leads(("quotation_state", "=", "sent")),
    "quotation expiring": leads(("oplus_is_quotation_expiring", "=", True)),
    "quotation signed": leads(("quotation_state", "=", "signed")),
    "order confirmed": orders(("state", "=", "sale")),
    "order cancelled": orders(("state", "=", "cancel")),
    "quotation in baht": orders(("currency_id.name", "=", "THB")),
    "to invoice": leads(("oplus_is_to_invoice", "=", True)),
    "unpaid": leads(("oplus_is_unpaid", "=", True)),
    "overdue": leads(("oplus_is_overdue", "=", True)),
    "opened in a campaign": leads(("campaign_id.title", "ilike", "cold room service")),
}
MONEY = {
    "draft": invoices(("state", "=", "draft"), ("move_type", "=", "out_invoice")),
    "posted": invoices(("state", "=", "posted"), ("payment_state", "=", "not_paid")),
    "partly paid": invoices(("payment_state", "=", "partial")),
    "paid": invoices(("payment_state", "=", "paid")),
    "credited": invoices(("move_type", "=", "out_refund"), ("state", "=", "posted")),
    "in baht": invoices(("currency_id.name", "=", "THB")),
    "opportunities": leads(),
    "to invoice": leads(("oplus_is_to_invoice", "=", True)),
    "unpaid": leads(("oplus_is_unpaid", "=", True)),
    "overdue": leads(("oplus_is_overdue", "=", True)),
}
MINE = {
    "my activities of today": (
        "mail.activity",
        [("user_id", "=", "me"), ("date_deadline", "=", "today")],
    ),
    "my late activities": (
        "mail.activity",
        [("user_id", "=", "me"), ("date_deadline", "<", "today")],
    ),
    "reminders of mine": (
        "mail.activity",
        [("user_id", "=", "me"), ("summary", "ilike", "expected closing")],
    ),
    "mine": leads(("user_id", "=", "me"), OPEN),
}
DIGEST = {"digest": ("crm.pipeline.digest", [("user_id", "=", "me")])}
ALL = {
    "merged": changes(("outcome", "=", "merged")),
    "deleted": changes(("outcome", "=", "deleted")),
    "handed over": ("crm.lead.handover.line", [("state", "=", "moved")]),
    "request to reopen": (
        "mail.activity",
        [("activity_type_id.name", "=", "Reopening Request")],
    ),
    "expired quotation": leads(("quotation_state", "=", "expired"), OPEN),
    "alert of a fall": ("crm.big.deal.alert", [("kind", "=", "fell_below")]),
    "opened by itself": ("crm.lead.opening", [("run_id", "=", False)]),
    "campaign run": ("crm.lead.opening", [("run_id.kind", "=", "campaign")]),
    "campaign to start": ("crm.lead.opening.run", [("state", "=", "draft")]),
}
SHARED = {
    "shared with me": leads(("oplus_is_shared_with_me", "=", True)),
}
SHOWN = {
    "agent": {**PIPELINE, **MINE, **SHARED},
    "supervisor": {**PIPELINE, **DIGEST, "mine": MINE["mine"]},
    "salesadmin": {**PIPELINE, **ALL, **DIGEST, "mine": MINE["mine"]},
    "finance": MONEY,
}
# prints how many of each there are, as the role sees them
COUNT = """
import json
from odoo import fields

known = {"today": fields.Date.today()}
counts = {}
for login, features in json.loads(%(shown)r).items():
    user = env["res.users"].search([("login", "=", login)])
    values = {**known, "me": user.id}
    counts[login] = {
        feature: env(user=user.id)[model].search_count(
            [
                (leaf[0], leaf[1], values.get(leaf[2], leaf[2]))
                if isinstance(leaf[2], str)
                else tuple(leaf)
                for leaf in domain
            ]
        )
        for feature, (model, domain) in features.items()
    }
print(%(mark)r + json.dumps(counts))
"""
# prints how many digests are kept, and whose figures are not those of the pages that
# they lead to: as a digest of the same week tells when it is written now
DIGESTS = """
from odoo.addons.opportunity_plus.models.digest.week import Week

def figures(body):
    return str(body).partition("<h2")[0]

others, digests = [], env["crm.pipeline.digest"].search([])
for digest in digests:
    now = digest._digest_content(digest.user_id, Week(digest.date))
    if figures(digest.body) != figures(now["body"]):
        others.append(digest.user_id.login)
print(%(mark)r + json.dumps([len(digests), others]))
"""
