"""The pictures of the user guide, in its order."""

from .picture import (
    CARD,
    DEAL,
    DIALOG,
    ENGLISH,
    PHONE,
    TALL,
    Picture,
    action,
    dialog_on,
    page_of,
)

USERS = {
    "today": Picture("agent", "/odoo/crm-today", CARD),
    "board": Picture("agent", action("crm.action_your_pipeline"), CARD),
    "board_order": Picture(
        *("agent", action("crm.action_your_pipeline"), ".o_board_order_menu"),
        clicks=(".o_board_order",),
    ),
    "search": Picture(
        *("supervisor", action("crm.action_your_pipeline"), ".o_filter_menu"),
        clicks=(".o_searchview_dropdown_toggler",),
        size=TALL,
    ),
    "contacts": Picture(
        "agent", action("opportunity_plus.crm_lead_contact_action"), ".o_data_row"
    ),
    "log_contact": Picture(
        *("agent", action("crm.action_your_pipeline"), ".o_contact_log_save"),
        clicks=(f"{CARD} .o_log_contact",),
    ),
    "log_contact_phone": Picture(
        *("agent", "/odoo/crm-today", ".o_contact_log_save"),
        clicks=(f"{CARD} .o_log_contact",),
        size=PHONE,
    ),
    "opportunity": Picture(
        "agent", f"{DEAL}port_mezzanine", ".o_form_view .o-mail-Message", size=TALL
    ),
    "guidance": Picture(
        "agent", f"{DEAL}patient_records", ".o_stage_guidance_checklist"
    ),
    "stage_reason": Picture(
        *("agent", f"{DEAL}port_mezzanine", ".modal textarea"),
        clicks=(".o_statusbar_status [data-value='@stage_demo_visit']",),
    ),
    "conditions": Picture(
        *("agent", f"{DEAL}clinic_pharmacy", ".modal .o_stage_move"),
        clicks=(".o_statusbar_status [data-value='@stage_demo_offer']",),
    ),
    "snooze": Picture(
        *("agent", f"{DEAL}boat_racks", DIALOG),
        script=dialog_on("boat_racks", "opportunity_plus.crm_lead_snooze_action"),
    ),
    "products": Picture(
        *("agent", f"{DEAL}cold_store", ".o_notebook .tab-pane.active .o_data_row"),
        clicks=(page_of("products"),),
        scroll=".o_money_basis",
    ),
    "money": Picture(
        *("agent", f"{DEAL}blast_freezer", ".o_form_view .o-mail-Message"),
    ),
    "won": Picture(
        *("agent", f"{DEAL}fish_cold_room", ".o_closing_card"),
        clicks=("button[name='action_set_won_rainbowman']",),
        after=(".o_closing_card_undo",),
    ),
    "lost": Picture(
        *("agent", f"{DEAL}boat_racks", ".modal .o_selection_badge"),
        script=dialog_on("boat_racks", "crm.crm_lead_lost_action"),
    ),
    "win_loss": Picture(
        "supervisor",
        action("opportunity_plus.crm_lead_closing_report_action"),
        ".o_graph_renderer canvas",
    ),
    "reopening": Picture(
        "salesadmin",
        f"{DEAL}hotel_lockers",
        "button[name='oplus_action_reopening_approve']",
    ),
    "big_deal": Picture(
        *("salesadmin", action("opportunity_plus.crm_big_deal_alert_action")),
        ".o_data_row, .o_kanban_record",
    ),
    "sharing": Picture(
        *("agent", f"{DEAL}cold_store", DIALOG),
        clicks=(page_of("sharing"), "button[name='share']"),
    ),
    "assigning": Picture(
        *("supervisor", f"{DEAL}clinic_pharmacy", DIALOG),
        script=dialog_on("clinic_pharmacy", "opportunity_plus.crm_lead_assign_action"),
    ),
    "automatic_opening": Picture(
        "salesadmin",
        action("opportunity_plus.crm_lead_opening_action"),
        ".o_data_row",
    ),
    "call_campaign": Picture(
        *("supervisor", action("opportunity_plus.crm_lead_opening_run_action")),
        ".o_form_view .o_form_sheet",
        clicks=(".o_data_row .o_data_cell",),
    ),
    "handover": Picture(
        *("salesadmin", action("opportunity_plus.crm_lead_handover_action")),
        ".o_form_view .tab-pane.active .o_data_row",
        clicks=(page_of("records"),),
        script="""
            const values = {
                user_id: @user_demo_agent_bangkok,
                successor_ids: [[6, 0, [@user_demo_agent, @user_demo_supervisor]]],
            };
            const drafts = [["state", "=", "draft"]];
            const known = await orm.search("crm.lead.handover", drafts);
            const [id] = known.length
                ? known : await orm.create("crm.lead.handover", [values]);
            await orm.call("crm.lead.handover", "action_prepare", [[id]]);
            void action.doAction({
                type: "ir.actions.act_window", res_model: "crm.lead.handover",
                res_id: id, views: [[false, "form"]],
            });
        """,
        size=TALL,
    ),
    "pipeline_status": Picture(
        *("supervisor", "/odoo/pipeline-status", ".o_report_chart canvas"),
        clicks=(
            ".o_report_period .dropdown-toggle",
            ".o-dropdown--menu .o-dropdown-item:nth-child(5)",
        ),
        size=TALL,
    ),
    "conversion": Picture(
        *("supervisor", "/odoo/pipeline-status", ".o_report_chart canvas"),
        clicks=(
            ".o_report_period .dropdown-toggle",
            ".o-dropdown--menu .o-dropdown-item:nth-child(7)",
        ),
        scroll=".o_status_conversion",
        size=TALL,
    ),
    "pipeline_over_time": Picture(
        "supervisor", "/odoo/pipeline-over-time", ".o_report_chart canvas", size=TALL
    ),
    "forecast": Picture(
        *("supervisor", action("crm.crm_lead_action_forecast"), CARD),
        clicks=(".o_searchview_facet:nth-of-type(2) .o_facet_remove",),
    ),
    "digest": Picture(
        *("supervisor", "/odoo/weekly-digests", ".o_form_view [name='body'] a"),
        clicks=(".o_data_row .o_data_cell",),
        size=TALL,
        languages=ENGLISH,  # it was sent in English
    ),
    "history": Picture(
        *("agent", f"{DEAL}cold_store", ".o_notebook .tab-pane.active .o_data_row"),
        clicks=(page_of("stage_history"),),
        scroll=".o_money_basis",
    ),
}
