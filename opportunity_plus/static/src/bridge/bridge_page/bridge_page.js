import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { omit } from "@web/core/utils/objects";
import { formatInteger } from "@web/views/fields/formatters";

import { notesSheet, rateNotes } from "@opportunity_plus/reports/notes";
import { PeriodChooser } from "@opportunity_plus/reports/period_chooser";
import { ReportChart } from "@opportunity_plus/reports/report_chart";
import { ReportNotes } from "@opportunity_plus/reports/report_notes";
import { isDay, oneOf, ReportPage } from "@opportunity_plus/reports/report_page";
import { useAskedMovement } from "./asked_movement";
import { BridgeFigure } from "./bridge_figure";
import { BridgeGroups } from "./bridge_groups";
import { BridgeLayout } from "./bridge_layout";
import { BridgeOptions, MEASURES } from "./bridge_options";
import { BridgeSummary } from "./bridge_summary";
import { BridgeTable } from "./bridge_table";
import { closingWindow, dayBefore, textsOf, windowFault, withoutFuture } from "./dates";
import { DateTable } from "./date_table";
import { DayChooser } from "./day_chooser";
import { formatMoney, formatShort } from "./money";
import { ENDS, isEmptyBridge, waterfallBars } from "./movements";
import { isKnown, rulesOf, warningsOf } from "./notes";
import { bridgeSheets, dateSheets } from "./sheets";
import { waterfallConfig } from "./waterfall_config";

const MODEL = "crm.lead.revision";
const LEDGER = "opportunity_plus.crm_lead_revision_action_as_they_were";
const dayOrNone = { initial: "", accepts: (value) => value === "" || isDay(value) };
const text = { initial: "", accepts: (value) => typeof value === "string" };

/** The pipeline of any day, and the bridge from the day before a period to its end. */
export class BridgePage extends ReportPage {
    static template = "opportunity_plus.BridgePage";
    static components = {
        BridgeFigure,
        BridgeGroups,
        BridgeLayout,
        BridgeOptions,
        BridgeSummary,
        BridgeTable,
        DateTable,
        DayChooser,
        PeriodChooser,
        ReportChart,
        ReportNotes,
    };
    static period = "this_quarter";
    static options = {
        mode: oneOf("bridge", "date"),
        measure: oneOf(...MEASURES.map(({ value }) => value)),
        view: oneOf("net", "gross"),
        window: oneOf("quarter", "any", "custom"),
        closing_from: dayOrNone,
        closing_until: dayOrNone,
        group: text,
    };

    setup() {
        this.action = useService("action");
        super.setup();
        useAskedMovement(this);
        this.modes = [
            { value: "bridge", label: _t("Changes in a Period") },
            { value: "date", label: _t("Pipeline on a Day") },
        ];
    }

    get isBridge() {
        return this.state.mode === "bridge";
    }

    getState(kept) {
        return super.getState(textsOf(kept));
    }

    /** What was grouped by belongs to the address, as the filter does. */
    updateAddress() {
        this.state.group = this.env.searchModel.groupBy.join(",");
        return super.updateAddress();
    }

    setMode(mode) {
        return this.change({ mode, ...(mode === "date" && withoutFuture(this.state)) });
    }

    /** Favorites keep the grouping by themselves. */
    getFavorite() {
        return omit(super.getFavorite(), "group");
    }

    get question() {
        const { groupBy, domain } = this.env.searchModel;
        const { from, to, measure, view } = this.state;
        const question = { domain, group_by: groupBy };
        if (!this.isBridge) {
            return { ...question, date: to };
        }
        const days = { date_from: dayBefore(from), date_to: to };
        return { ...question, ...days, measure, view, ...closingWindow(this.state) };
    }

    /** A single day is before no other. */
    get fault() {
        return this.isBridge ? super.fault || windowFault(this.state) : "";
    }

    async load(question) {
        const method = this.isBridge ? "bridge_page" : "pipeline_page";
        const data = await this.orm.call(MODEL, method, [], question);
        return { ...data, question, isBridge: this.isBridge };
    }

    /** The opportunities behind a figure: rows of the ledger, and ids. */
    getRecords({ movement, group }) {
        const { isBridge, question } = this.data;
        const method = isBridge ? "bridge_records" : "pipeline_records";
        const more = isBridge ? { group, movement } : { group };
        return this.orm.call(MODEL, method, [], { ...question, ...more });
    }

    async getDomain(figure) {
        const { lead_ids, missing } = await this.getRecords(figure);
        this.tellMissing(missing);
        return [["id", "in", lead_ids]];
    }

    /** Open the rows of the ledger that were counted: the opportunities as they were. */
    async openRows(figure, name, newWindow = false) {
        const { domain } = await this.getRecords(figure);
        const context = { active_test: false }; // as the figure was counted
        const more = { context, display_name: name, domain, name };
        const action = { ...(await this.action.loadAction(LEDGER)), ...more };
        return this.action.doAction(action, { newWindow });
    }

    get isEmpty() {
        const { isBridge, total } = this.data;
        return isBridge ? isEmptyBridge(total) : !total.count;
    }

    get isKnown() {
        return isKnown(this.data);
    }

    get warnings() {
        return warningsOf(this.data);
    }

    get groupTitle() {
        const { searchViewFields: fields } = this.env.searchModel;
        const names = this.data.question.group_by;
        return names.map((name) => fields[name.split(":")[0]].string).join(" / ");
    }

    /** The lines of a table, with a name for each. */
    get groups() {
        return this.data.groups.map((group) => ({
            ...group,
            key: JSON.stringify(group.values),
            label: group.labels.map((label) => label || _t("None")).join(" / "),
        }));
    }

    get measure() {
        const { measure } = this.data.question;
        return MEASURES.find(({ value }) => value === measure).label.toString();
    }

    get bars() {
        return waterfallBars(this.data.total);
    }

    get chart() {
        const money = (value, signed) =>
            formatMoney(value, this.data.currency_id, { signed });
        return waterfallConfig(this.bars, this.env.isSmall, {
            axis: (value) => formatShort(value),
            full: ({ count, name, value }) =>
                `${money(value, !ENDS.includes(name))} (${formatInteger(count)})`,
            short: ({ name, value }) =>
                formatShort(value, { signed: !ENDS.includes(name) }),
        });
    }

    get chartLabel() {
        const { opening, closing } = this.data.total;
        return _t(
            "Bridge from %(opening)s to %(closing)s; the table has all figures.",
            {
                opening: formatMoney(opening.value, this.data.currency_id),
                closing: formatMoney(closing.value, this.data.currency_id),
            },
        );
    }

    openBar(index) {
        const { name, label } = this.bars[index];
        return this.openRows({ movement: name }, label);
    }

    get rules() {
        return rulesOf(this.data);
    }

    get rates() {
        return rateNotes(this.data);
    }

    get sheets() {
        const { isBridge, question, total } = this.data;
        const { groups, groupTitle: title } = this;
        const tables = isBridge
            ? bridgeSheets({ ...question, groups, title, total, measure: this.measure })
            : dateSheets({ groups, title, total });
        const notes = [this.filters, this.warnings, this.rules, this.rates].flat();
        return [...tables, notesSheet(notes)];
    }
}
