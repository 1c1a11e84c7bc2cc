# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Opportunity Plus",
    "summary": "Stage history, closing and reopening of opportunities",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Sales/CRM",
    "author": "Opportunity Plus contributors",
    "license": "LGPL-3",
    "depends": ["sale_crm"],
    "data": [
        "security/ir.model.access.csv",
        "security/crm_lead_stage_history_security.xml",
        "data/mail_activity_type_data.xml",
        "data/mail_templates.xml",
        "wizard/crm_lead_lost_views.xml",
        "wizard/crm_lead_reason_views.xml",
        "views/crm_lead_stage_history_views.xml",
        "views/crm_lead_views.xml",
        "views/crm_lost_reason_views.xml",
        "views/crm_stage_views.xml",
        "views/res_config_settings_views.xml",
        "views/res_partner_views.xml",
        "report/crm_lead_closing_report_views.xml",
        "views/opportunity_plus_menus.xml",
    ],
    "demo": [
        "demo/res_users_demo.xml",
        "demo/crm_lead_demo.xml",
    ],
    "assets": {
        "web.assets_backend": ["opportunity_plus/static/src/**/*"],
        "web.assets_tests": ["opportunity_plus/static/tests/tours/**/*"],
        "web.assets_unit_tests": [
            "opportunity_plus/static/tests/*_common.js",
            "opportunity_plus/static/tests/**/*.test.js",
        ],
    },
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
