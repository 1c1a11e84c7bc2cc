import { xml } from "@odoo/owl";
import { beforeEach } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    makeServerError,
    models,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { registry } from "@web/core/registry";
import { Figure } from "@opportunity_plus/reports/figure";
import { ReportAction } from "@opportunity_plus/reports/report_action";
import { ReportLayout } from "@opportunity_plus/reports/report_layout";
import { ReportPage, oneOf } from "@opportunity_plus/reports/report_page";

class Deal extends models.Model {
    name = fields.Char();
    _views = { search: `<search><field name="name"/></search>` };
}

class DealPage extends ReportPage {
    static template = xml`
        <ReportLayout page="this">
            <t t-set-slot="options">
                <button class="o_mode" t-on-click="toggle">Mode</button>
            </t>
            <span class="o_answer" t-out="data.text"/>
            <Figure figure="{ kind: 'won' }" name="'Won'" text="'12'"/>
            <Figure figure="{ kind: 'lost' }" name="'Lost'" text="'0'" isNone="true"/>
        </ReportLayout>`;
    static components = { Figure, ReportLayout };
    static options = { mode: oneOf("net", "gross") };

    load(question) {
        return this.orm.call("deal", "report", [], question);
    }

    async getDomain({ kind }) {
        return [["name", "=", kind]];
    }

    get isEmpty() {
        return false;
    }

    get sheets() {
        return [{ name: "Deals", columns: ["Name"], rows: [["A"]] }];
    }

    toggle() {
        this.change({ mode: this.state.mode === "net" ? "gross" : "net" });
    }
}

class DealReport extends ReportAction {
    static Page = DealPage;
    static resModel = "deal";
}

export const REPORT = {
    id: 7,
    name: "Deals",
    path: "deals",
    tag: "deal_report",
    type: "ir.actions.client",
};

let asked;
let refusal;

/** What the server was asked. */
export const questions = () => asked;

/** Let the server refuse with a message from now on. */
export function refuse(message) {
    refusal = message;
}

/** A report of deals, which answers with the first day and the mode. */
export function defineReport() {
    defineMailModels();
    defineModels([Deal]);
    beforeEach(() => {
        asked = [];
        refusal = "";
        registry.category("actions").add("deal_report", DealReport, { force: true });
        onRpc("deal", "report", ({ kwargs }) => {
            const question = JSON.parse(JSON.stringify(kwargs));
            delete question.context;
            asked.push(question);
            if (refusal) {
                throw makeServerError({ message: refusal, type: "UserError" });
            }
            return { text: `${question.from} ${question.mode}` };
        });
        onRpc("has_group", () => true);
    });
}
