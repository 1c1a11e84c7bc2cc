# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is done with opportunities, each as on the screen."""

from odoo.fields import Command


def open_(doing):
    """Open an opportunity in the stage ``value``."""
    row = doing.play.opportunities[doing.name]
    stage = stage_of(doing)
    values = {
        "name": row["name"],
        "type": "opportunity",
        "partner_id": doing.ref("partner", row["customer"]).id,
        "user_id": doing.ref("user", row["salesperson"]).id,
        "team_id": doing.ref("team", row["team"]).id,
        "source_id": row["source"] and doing.ref("source", row["source"]).id,
        "stage_id": stage.id,
        "probability": stage.opportunity_probability,
        "expected_revenue": float(row["revenue"]),
        "date_deadline": doing.day(row["closing"]),
    }
    name = f"opportunity_demo_{doing.name}"
    doing.play.make(doing.env["crm.lead"], name, values)


def stage_of(doing):
    """Return the stage ``value``, a name; *new* is the first one of the pipeline."""
    if doing.value == "new":
        row = doing.play.opportunities[doing.name]
        return doing.lead._stage_find(team_id=doing.ref("team", row["team"]).id)
    return doing.ref("stage", doing.value)


def move(doing):
    stage = stage_of(doing)
    doing.lead.write(
        {
            "stage_id": stage.id,
            "probability": stage.opportunity_probability,
            "stage_change_reason": doing.text or False,
        }
    )


def revenue(doing):
    doing.lead.expected_revenue = doing.number


def rate(doing):
    doing.lead.probability = doing.number


def closing(doing):
    """Expect the closing ``value`` days later."""
    doing.lead.date_deadline = doing.day()


def owner(doing):
    doing.lead.user_id = doing.ref("user", doing.value)


def win(doing):
    doing.lead.action_set_won()


def lose(doing):
    reason = doing.ref("lost_reason", doing.value)
    doing.lead.action_set_lost(lost_reason_id=reason.id, lost_note=doing.text or False)


def request(doing):
    doing.lead._oplus_reopening_ask(doing.text)


def reopen(doing):
    doing.lead._oplus_reopening_apply(doing.text)


def share(doing):
    """Share with a user to read, or to write; ``value`` is ``user access``."""
    user, access = doing.value.split()
    doing.env["crm.lead.share"].create(
        {
            "lead_id": doing.lead.id,
            "user_id": doing.ref("user", user).id,
            "access": access,
            "include_documents": access == "write",
        }
    )


def snooze(doing):
    doing.lead.action_snooze(doing.day(), doing.text)


def tick(doing):
    """Tick the first ``value`` points of the checklist of its stage."""
    for point in doing.lead.stage_id.checkpoint_ids[: int(doing.value)]:
        doing.lead.action_tick(point.id)


def lines(doing):
    doing.lead.product_line_ids = [
        Command.create({"product_id": product.id, "quantity": quantity})
        for product, quantity in products(doing)
    ]


def products(doing):
    """Yield products and quantities of a ``value`` such as ``racking*40 dock*2``."""
    for part in doing.value.split():
        name, quantity = part.split("*")
        yield doing.ref("product", name), float(quantity)


def merge(doing):
    """Merge the opportunity ``value`` into this one."""
    (doing.lead | doing.play.lead(doing.value)).merge_opportunity()


def delete(doing):
    doing.lead.unlink()


SALES = {
    "open": open_,
    "move": move,
    "revenue": revenue,
    "rate": rate,
    "closing": closing,
    "owner": owner,
    "win": win,
    "lose": lose,
    "request": request,
    "reopen": reopen,
    "share": share,
    "snooze": snooze,
    "tick": tick,
    "lines": lines,
    "merge": merge,
    "delete": delete,
}
