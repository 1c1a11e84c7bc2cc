import { registry } from "@web/core/registry";

const POINT = ".o_stage_guidance_point";

registry.category("web_tour.tours").add("opportunity_plus_guidance", {
    steps: () => [
        {
            content: "The purpose of the stage is told",
            trigger: ".o_stage_guidance_text:contains(Make an appointment)",
        },
        {
            content: "Points of another team are not there",
            trigger: `.o_stage_guidance_checklist:not(:contains(Stock))`,
        },
        {
            content: "Fill in a key field, without saving",
            trigger: ".o_stage_guidance [name=referred] input",
            run: "edit A friend",
        },
        {
            content: "Tick by clicking the text",
            trigger: `${POINT}:contains(Called)`,
            run: "click",
        },
        {
            trigger: `${POINT}:contains(Called) small:contains(Agent)`,
        },
        {
            trigger: ".o_stage_guidance_progress:contains(1/3)",
        },
        {
            content: "The change of the form is still there",
            trigger: ".o_stage_guidance [name=referred] input:value(A friend)",
        },
        {
            content: "Tick and untick",
            trigger: `${POINT}:contains(Budget) input`,
            run: "click",
        },
        {
            trigger: ".o_stage_guidance_progress:contains(2/3)",
        },
        {
            trigger: `${POINT}:contains(Budget):contains(Agent) input`,
            run: "click",
        },
        {
            trigger: `${POINT}:contains(Not done any more)`,
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved",
        },
        {
            content: "The ticks are what was saved",
            trigger: ".o_stage_guidance_progress:contains(1/3)",
        },
        {
            content: "Who ticked what",
            trigger: ".o_stage_guidance_history",
            run: "click",
        },
        {
            trigger: ".o_dialog .o_data_row:eq(2):contains(Called)",
        },
        {
            trigger: ".o_dialog .btn-close",
            run: "click",
        },
        {
            content: "Fold",
            trigger: "body:not(:has(.o_dialog)) .o_stage_guidance_fold",
            run: "click",
        },
        {
            trigger: ".o_stage_guidance_fold[aria-expanded=false]",
        },
        {
            content: "The key fields are folded with it",
            trigger: ".o_stage_guidance:not(:has([name=referred]:visible))",
        },
        {
            content: "It is the same in the next stage",
            trigger: ".o_statusbar_status button:contains(Talk)",
            run: "click",
        },
        {
            content: "Nothing is shown for a stage without guidance",
            trigger: ".o_form_view:not(:has(.o_stage_guidance))",
        },
        {
            content: "Who ticked what is on the page of the history, too",
            trigger: ".o_notebook .nav-link:contains(Stage History)",
            run: "click",
        },
        {
            trigger: ".o_notebook button[name=oplus_action_view_ticks]",
            run: "click",
        },
        {
            trigger: ".o_dialog .o_data_row:eq(2):contains(Called)",
        },
        {
            trigger: ".o_dialog .btn-close",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.o_dialog)) .o_statusbar_status button:contains(Contact)",
            run: "click",
        },
        {
            trigger: ".o_stage_guidance_fold[aria-expanded=false]",
        },
        {
            content: "Back to the board: the card shows the progress",
            trigger: ".o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {
            trigger:
                ".o_kanban_record:contains(Tour deal) .o_field_checklist_progress:contains(1/3)",
        },
    ],
});
