import { registry } from "@web/core/registry";

const STATUS = ".o_status_graph tr[data-row=won]";
const BRIDGE = ".o_bridge_table tr[data-movement=won]";

/** A page that is wider than the phone can be pushed aside. */
function expectToFit() {
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > window.innerWidth) {
        throw new Error(`The page is ${scrollWidth} wide`);
    }
}

/** The tables behind both charts, and from a figure to its opportunities and back. */
registry.category("web_tour.tours").add("opportunity_plus_report_phone", {
    steps: () => [
        {
            content: "the table of the status is there",
            trigger: `${STATUS} .btn-link:contains(1)`,
            run: expectToFit,
        },
        {
            content: "open what was won",
            trigger: `${STATUS} .btn-link:contains(1)`,
            run: "click",
        },
        {
            content: "a card for it",
            trigger: ".o_kanban_record:contains(Harbour crane)",
            run: () => {
                window.location.href = "/odoo/pipeline-over-time";
            },
            expectUnloadPage: true,
        },
        {
            content: "the table of the bridge is there, with its definitions",
            trigger: `${BRIDGE}:contains(1) + .o_bridge_definition:contains(Won)`,
            run: expectToFit,
        },
        {
            content: "open what was won, as it was then",
            trigger: `${BRIDGE} .btn:contains(1)`,
            run: "click",
        },
        {
            trigger:
                ".o_data_row:contains(Harbour crane), .o_kanban_record:contains(Harbour crane)",
        },
    ],
});
