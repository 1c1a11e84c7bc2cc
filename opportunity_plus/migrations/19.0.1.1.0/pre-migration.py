# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fields and actions on models of others have names that no other add-on uses."""

from odoo.tools import sql

FIELDS = {
    "account.move": {
        "is_opportunity_divided": "oplus_is_opportunity_divided",
    },
    "crm.activity.report": {
        "is_lead_readable": "oplus_is_lead_readable",
    },
    "crm.big.deal.alert": {
        "is_lead_readable": "oplus_is_lead_readable",
    },
    "crm.big.deal.notice": {
        "is_lead_readable": "oplus_is_lead_readable",
    },
    "crm.big.deal.state": {
        "is_lead_readable": "oplus_is_lead_readable",
    },
    "crm.lead": {
        "amount_credited_total": "oplus_amount_credited_total",
        "amount_due_total": "oplus_amount_due_total",
        "amount_invoiced_total": "oplus_amount_invoiced_total",
        "amount_ordered_total": "oplus_amount_ordered_total",
        "amount_paid_total": "oplus_amount_paid_total",
        "amount_quoted_total": "oplus_amount_quoted_total",
        "belongings": "oplus_belongings",
        "big_deal_alert_count": "oplus_big_deal_alert_count",
        "big_deal_rules": "oplus_big_deal_rules",
        "can_reopen": "oplus_can_reopen",
        "can_share": "oplus_can_share",
        "can_write": "oplus_can_write",
        "credit_note_count": "oplus_credit_note_count",
        "invoice_count": "oplus_invoice_count",
        "invoice_ids": "oplus_invoice_ids",
        "is_big_deal": "oplus_is_big_deal",
        "is_entry_required": "oplus_is_entry_required",
        "is_granted_documents": "oplus_is_granted_documents",
        "is_granted_read": "oplus_is_granted_read",
        "is_granted_role": "oplus_is_granted_role",
        "is_granted_write": "oplus_is_granted_write",
        "is_locked": "oplus_is_locked",
        "is_opened_automatically": "oplus_is_opened_automatically",
        "is_overdue": "oplus_is_overdue",
        "is_product_total_unused": "oplus_is_product_total_unused",
        "is_rate_automatic": "oplus_is_rate_automatic",
        "is_revenue_of_products": "oplus_is_revenue_of_products",
        "is_shared_with_me": "oplus_is_shared_with_me",
        "is_to_invoice": "oplus_is_to_invoice",
        "is_unpaid": "oplus_is_unpaid",
        "keep_salesperson_as_reader": "oplus_keep_salesperson_as_reader",
        "product_line_total": "oplus_product_line_total",
        "reopening_request": "oplus_reopening_request",
        "reopening_requester_id": "oplus_reopening_requester_id",
        "share_ids": "oplus_share_ids",
        "stage_probability": "oplus_stage_probability",
        "stages_asking_reason": "oplus_stages_asking_reason",
    },
    "crm.lead.log": {
        "is_lead_readable": "oplus_is_lead_readable",
    },
    "crm.lead.lost": {
        "is_note_required": "oplus_is_note_required",
        "is_reason_required": "oplus_is_reason_required",
    },
    "crm.lead.opening": {
        "is_lead_readable": "oplus_is_lead_readable",
    },
    "crm.lead.product.line": {
        "is_lead_readable": "oplus_is_lead_readable",
    },
    "crm.lead.readable.mixin": {
        "is_lead_readable": "oplus_is_lead_readable",
    },
    "crm.lead.share": {
        "is_lead_readable": "oplus_is_lead_readable",
    },
    "crm.lead.stage.history": {
        "is_lead_readable": "oplus_is_lead_readable",
    },
}
# public actions on models of others
ACTIONS = (
    *("action_call_campaign", "action_handover", "action_reopen"),
    *("action_reopening_approve", "action_reopening_refuse"),
    *("action_reopening_request", "action_use_product_total"),
    *("action_view_big_deal_alerts", "action_view_credit_notes"),
    *("action_view_invoices", "action_view_opportunities"),
    "action_view_stage_history",
)
# where the add-on's own records name fields and actions, until they are loaded anew
TEXTS = {
    "ir.ui.view": ("ir_ui_view", ["arch_db"]),
    "ir.rule": ("ir_rule", ["domain_force"]),
    "ir.actions.act_window": ("ir_act_window", ["domain", "context"]),
    "ir.actions.server": ("ir_act_server", ["code"]),
}

# where people have named fields: table, columns, and which rows are about a model
SAVED = (
    ("ir_filters", ("domain", "context", "sort"), "model_id = %(model)s"),
    ("crm_big_deal_rule", ("domain",), "%(model)s = 'crm.lead'"),
    (
        "ir_exports_line",
        ("name",),
        "export_id IN (SELECT id FROM ir_exports WHERE resource = %(model)s)",
    ),
)


def migrate(cr, version):
    if version:
        for model, names in FIELDS.items():
            for old, new in names.items():
                _rename_column(cr, model.replace(".", "_"), old, new)
                _rename_field(cr, model, old, new)
                _rename_in_saved(cr, model, old, new)
        _rename_in_records(cr)


def _rename_in_saved(cr, model, old, new):
    """Favourites, filters of rules and export lists go on as people saved them."""
    for table, columns, condition in SAVED:
        for column in columns:
            name = sql.SQL.identifier(column)
            cr.execute(
                sql.SQL(
                    "UPDATE %(table)s"
                    " SET %(name)s = regexp_replace(%(name)s, %(old)s, %(new)s, 'g')"
                    f" WHERE {condition} AND %(name)s ~ %(old)s",
                    table=sql.SQL.identifier(table),
                    name=name,
                    old=rf"\m{old}\M",
                    new=new,
                    model=model,
                )
            )


def _rename_column(cr, table, old, new):
    if sql.column_exists(cr, table, old) and not sql.column_exists(cr, table, new):
        sql.rename_column(cr, table, old, new)
        cr.execute(
            sql.SQL(
                "ALTER INDEX IF EXISTS %s RENAME TO %s",
                sql.SQL.identifier(sql.make_index_name(table, old)),
                sql.SQL.identifier(sql.make_index_name(table, new)),
            )
        )


def _rename_field(cr, model, old, new):
    """The field as Odoo knows it, so that what refers to it by id stays."""
    cr.execute(
        """
        UPDATE ir_model_fields SET name = %(new)s
         WHERE model = %(model)s AND name = %(old)s
           AND NOT EXISTS (SELECT FROM ir_model_fields
                            WHERE model = %(model)s AND name = %(new)s)
        """,
        {"model": model, "old": old, "new": new},
    )
    name = model.replace(".", "_")
    cr.execute(
        """
        UPDATE ir_model_data SET name = %(new)s
         WHERE module = 'opportunity_plus' AND model = 'ir.model.fields'
           AND name = %(old)s
           AND NOT EXISTS (SELECT FROM ir_model_data
                            WHERE module = 'opportunity_plus' AND name = %(new)s)
        """,
        {"old": f"field_{name}__{old}", "new": f"field_{name}__{new}"},
    )
    cr.execute(
        """
        UPDATE ir_model_data data SET name = replace(name, %(old)s, %(new)s)
         WHERE module = 'opportunity_plus' AND model = 'ir.model.fields.selection'
           AND starts_with(name, %(old)s)
           AND NOT EXISTS (SELECT FROM ir_model_data known
                            WHERE known.module = 'opportunity_plus'
                              AND known.name = replace(data.name, %(old)s, %(new)s))
        """,
        {"old": f"selection__{name}__{old}__", "new": f"selection__{name}__{new}__"},
    )


def _rename_in_records(cr):
    """Views are checked together while they are loaded one by one, so none of them may
    name a field or an action that has gone."""
    renamed = {old: new for names in FIELDS.values() for old, new in names.items()}
    renamed |= {name: f"oplus_{name}" for name in ACTIONS}
    for model, (table, columns) in TEXTS.items():
        for column in columns:
            for old, new in renamed.items():
                cr.execute(
                    sql.SQL(
                        """
                        UPDATE %(table)s AS record
                           SET %(column)s = regexp_replace(
                                   record.%(column)s::text, %(old)s, %(new)s, 'g'
                               )::%(type)s
                          FROM ir_model_data AS known
                         WHERE known.module = 'opportunity_plus'
                           AND known.model = %(model)s AND known.res_id = record.id
                           AND record.%(column)s::text ~ %(old)s
                        """,
                        table=sql.SQL.identifier(table),
                        column=sql.SQL.identifier(column),
                        type=sql.SQL("jsonb" if column == "arch_db" else "text"),
                        old=rf"\m{old}\M",
                        new=new,
                        model=model,
                    )
                )
