import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import {
    formatFloat,
    formatInteger,
    formatMonetary,
    formatPercentage,
} from "@web/views/fields/formatters";
import { Figure, useFigureOpener } from "../report_page/figure";
import { ReportAction } from "../report_page/report_action";
import { ReportChart } from "../report_page/report_chart";
import { ReportLayout } from "../report_page/report_layout";
import { oneOf, ReportPage } from "../report_page/report_page";
import { getCards } from "./status_cards";
import { getColumns, getFunnel } from "./status_chart";
import { getNotes } from "./status_notes";
import { getSheets } from "./status_sheets";
import { DEFINITIONS, FATES, MEASURES, TEXTS } from "./status_texts";

const NOTHING = { count: 0, value: 0, weighted: 0 };

/** The pipeline now, and what happened in a period; see `oplus_pipeline_status`. */
export class StatusPage extends ReportPage {
    static template = "opportunity_plus.StatusPage";
    static components = { Figure, ReportChart, ReportLayout };
    static period = "this_month";
    static options = {
        measure: oneOf("count", "value", "weighted"),
        chart: oneOf("columns", "funnel"),
        passing: oneOf("any", "strict"),
    };
    definitions = DEFINITIONS;
    measures = MEASURES;
    fates = FATES;
    texts = TEXTS;

    setup() {
        super.setup();
        this.notification = useService("notification");
        this.opener = useFigureOpener();
    }

    getArguments({ domain, from, to, passing }) {
        return [from, to, domain, passing === "strict"];
    }

    async load(question) {
        const method = "oplus_pipeline_status";
        const asked = this.getArguments(question);
        return { ...(await this.orm.call("crm.lead", method, asked)), asked };
    }

    async getDomain({ name, stage = null }) {
        const method = "oplus_pipeline_status_leads";
        // what the figures on the screen answer, whatever is being asked meanwhile
        const asked = [name, ...this.data.asked, stage];
        const { domain, missing } = await this.orm.call("crm.lead", method, asked);
        if (missing) {
            this.notification.add(
                _t(
                    "%s of them were deleted or merged since, and cannot be opened.",
                    missing,
                ),
            );
        }
        return domain;
    }

    /** Return number, value and weighted value of a figure. */
    sums(name, stage = "all") {
        return { ...NOTHING, ...this.data.figures[name]?.[stage] };
    }

    get isEmpty() {
        return !["open", "closed", "created"].some((name) => this.sums(name).count);
    }

    /** The stages with what is open in them, and the others if they hold anything. */
    get stages() {
        const others = { id: 0, name: _t("Other Stages"), isOther: true };
        const hasOthers = this.sums("open", 0).count > 0;
        return hasOthers ? [...this.data.stages, others] : this.data.stages;
    }

    /** The rows of the graph and of the table behind it. */
    get bars() {
        const stages = this.stages.map((stage) => ({
            figure: { name: "open", stage: stage.id },
            kind: "open",
            label: stage.name,
            sums: this.sums("open", stage.id),
        }));
        const outcomes = [
            ["won", _t("Won")],
            ["lost", _t("Lost")],
        ].map(([name, label]) => ({
            figure: { name },
            kind: name,
            label,
            sums: this.sums(name),
        }));
        return [...stages, ...outcomes];
    }

    get chart() {
        const { measure } = this.state;
        const build = this.state.chart === "funnel" ? getFunnel : getColumns;
        return build(
            this.bars.map((bar) => ({
                ...bar,
                value: bar.sums[measure],
                text: this.format(measure, bar.sums[measure]),
            })),
            MEASURES[measure].toString(),
        );
    }

    get chartLabel() {
        const bars = this.bars.map(({ label, sums }) => `${label} ${sums.count}`);
        return `${_t("Stages")}: ${bars.join(", ")}`;
    }

    /** The rows of the table behind the graph: its bars, and all that is open. */
    get rows() {
        const isOpen = ({ kind }) => kind === "open";
        const bars = this.bars.map((bar) => ({
            ...bar,
            isOpen: isOpen(bar),
            class: "",
        }));
        const all = {
            class: "o_status_total",
            figure: { name: "open" },
            isOpen: true,
            kind: "total",
            label: _t("All Open"),
            sums: this.sums("open"),
        };
        return [...bars.filter(isOpen), all, ...bars.filter((bar) => !isOpen(bar))];
    }

    openBar(index) {
        const { figure, label } = this.bars[index];
        return this.opener.open(figure, label);
    }

    get cards() {
        return getCards(this);
    }

    get notes() {
        return getNotes(this.data, this.state);
    }

    /** Whether most of those that left the stage had overrun its target. */
    isOver({ within_target: within }) {
        return typeof within === "number" && within < 0.5;
    }

    setStrict(isStrict) {
        return this.change({ passing: isStrict ? "strict" : "any" });
    }

    get sheets() {
        return getSheets(this);
    }

    /** What passed the stages is told by number, or by value on arriving. */
    get passingMeasure() {
        return this.state.measure === "count" ? "count" : "value";
    }

    getRate({ rate, value_rate: valueRate }) {
        return this.passingMeasure === "count" ? rate : valueRate;
    }

    passed(name, stage) {
        return this.sums(name, stage.id)[this.passingMeasure];
    }

    format(measure, number) {
        if (measure === "count") {
            return formatInteger(number);
        }
        const trailingZeros = !Number.isInteger(number);
        return formatMonetary(number, {
            currencyId: this.data.currency_id,
            trailingZeros,
        });
    }

    days(number) {
        return typeof number === "number"
            ? formatFloat(number, { digits: [16, 1] })
            : "–";
    }

    /** Return a share in percent; a dash if there is none. */
    percent(share) {
        return typeof share === "number"
            ? formatPercentage(share, { digits: [16, 0] })
            : "–";
    }
}

export class StatusAction extends ReportAction {
    static Page = StatusPage;
    static searchView = "opportunity_plus.crm_lead_status_view_search";
}

registry.category("actions").add("opportunity_plus.pipeline_status", StatusAction);
