"""The pictures of the administrator guide, in English alone."""

from .picture import (
    DIALOG,
    ENGLISH,
    TALL,
    Picture,
    action,
    page_of,
    run,
)


def of_stage(name, *clicks, complete=".o_notebook .tab-pane.active"):
    path = f"{action('crm.crm_stage_action')}/@stage_demo_{name}"
    return Picture("admin", path, complete, clicks=clicks, languages=ENGLISH)


ADMINISTRATORS = {
    "first_hour": Picture(
        *("admin", "/odoo/first-hour", ".o_form_view .o_settings_container"),
        size=TALL,
        languages=ENGLISH,
    ),
    "record_check": Picture(
        *("admin", action("opportunity_plus.crm_record_check_action")),
        ".o_form_view .alert",
        languages=ENGLISH,
    ),
    "settings": Picture(
        *("admin", action("crm.crm_config_settings_action")),
        "#opportunity_facts_required",
        scroll="h2:has(+ * #opportunity_facts_required)",
        languages=ENGLISH,
    ),
    "roles": Picture(
        *("admin", "/odoo/users/@user_demo_supervisor", ".o_form_view .o_notebook"),
        size=TALL,
        languages=ENGLISH,
    ),
    "template": Picture(
        *("admin", action("crm.crm_stage_action"), DIALOG),
        script=run("crm_pipeline_template_apply_action"),
        languages=ENGLISH,
    ),
    "stage_disable": of_stage(
        "offer", "button[name='action_archive']", complete=".modal .o_data_row"
    ),
    "stage_guidance": of_stage("visit", page_of("oplus_guidance")),
    "stage_target": of_stage("offer", page_of("target")),
    "stage": of_stage("offer", page_of("conditions")),
    "stage_test": of_stage(
        "offer", ".o_widget_stage_test button", complete=".modal .o_data_row"
    ),
    "digest_preview": Picture(
        *("admin", action("crm.crm_stage_action"), DIALOG),
        script=run("crm_pipeline_digest_preview_action"),
        languages=ENGLISH,
    ),
    "uninstall": Picture(
        *("admin", action("crm.crm_stage_action"), ".modal [name='opportunity_plus']"),
        script="""
            const named = [["name", "=", "opportunity_plus"]];
            const ids = await orm.search("ir.module.module", named);
            void action.doAction({
                type: "ir.actions.act_window", res_model: "base.module.uninstall",
                views: [[false, "form"]], target: "new",
                context: { default_module_ids: ids },
            });
        """,
        scroll=".modal [name='opportunity_plus']",
        languages=ENGLISH,
    ),
}
