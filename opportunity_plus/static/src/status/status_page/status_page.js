import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import {
    formatFloat,
    formatInteger,
    formatMonetary,
    formatPercentage,
} from "@web/views/fields/formatters";
import { Figure, useFigureOpener } from "@opportunity_plus/reports/figure";
import { ReportAction } from "@opportunity_plus/reports/report_action";
import { ReportChart } from "@opportunity_plus/reports/report_chart";
import { ReportLayout } from "@opportunity_plus/reports/report_layout";
import { ReportNotes } from "@opportunity_plus/reports/report_notes";
import { oneOf, ReportPage } from "@opportunity_plus/reports/report_page";
import { getBars, getRows } from "./status_bars";
import { getCards } from "./status_cards";
import { getColumns, getFunnel } from "./status_chart";
import { getNotes } from "./status_notes";
import { getSheets } from "./status_sheets";
import { DEFINITIONS, FATES, MEASURES, RULES, TEXTS } from "./status_texts";
import { getTimes, targetLabel, targetOf, TIMES } from "./status_times";

const NOTHING = { count: 0, value: 0, weighted: 0 };

/** The pipeline now, and what happened in a period; see `oplus_pipeline_status`. */
export class StatusPage extends ReportPage {
    static template = "opportunity_plus.StatusPage";
    static components = { ReportNotes, Figure, ReportChart, ReportLayout };
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
        this.tellMissing(missing);
        return domain;
    }

    /** Return number, value and weighted value of a figure. */
    sums(name, stage = "all") {
        return { ...NOTHING, ...this.data.figures[name]?.[stage] };
    }

    /** Whether nothing is open, and no figure of the period counts anything. */
    get isEmpty() {
        const figures = Object.values(this.data.figures);
        return !figures.flatMap(Object.values).some(({ count }) => count);
    }

    /** The stages with what is open in them, and the others if they hold anything. */
    get stages() {
        const others = { id: 0, name: _t("Other Stages"), isOther: true };
        const hasOthers = this.sums("open", 0).count > 0;
        return hasOthers ? [...this.data.stages, others] : this.data.stages;
    }

    get bars() {
        return getBars(this);
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
            this.env.isSmall,
        );
    }

    get chartLabel() {
        const bars = this.bars.map(({ label, sums }) => `${label} ${sums.count}`);
        return [_t("Stages"), bars.join(", ")].join(": ");
    }

    get rows() {
        return getRows(this);
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

    /** The shares that advanced, and that are still in the stage. */
    getRates(stage) {
        return this.passingMeasure === "count"
            ? { rate: stage.rate, open: stage.open_rate }
            : { rate: stage.value_rate, open: stage.open_value_rate };
    }

    passed(name, stage) {
        return this.sums(name, stage.id)[this.passingMeasure];
    }

    /** How long a part of the bar of a stage is, in percent. */
    width(fate, stage) {
        return (100 * this.passed(fate, stage)) / this.passed("entered", stage);
    }

    times(stage) {
        return getTimes(this, stage);
    }

    target(stage) {
        const target = targetOf(stage);
        return typeof target === "string" ? target : this.days(target);
    }

    get timeLabels() {
        return [targetLabel(this.data), ...TIMES.map(({ label }) => label)];
    }

    /** What is behind the two shares of the bottleneck. */
    get bottleneck() {
        const { stage_id: stage, ...counts } = this.data.bottleneck;
        return (stage ? ["losses", "leavers"] : []).map((name) => ({
            figure: { name, stage },
            name: TEXTS[name].toString(),
            text: this.format("count", counts[name]),
        }));
    }

    get rules() {
        return RULES;
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
