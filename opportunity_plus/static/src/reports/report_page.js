import { Component, markRaw, onWillStart, useState, useSubEnv } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useBus, useService } from "@web/core/utils/hooks";
import { Domain } from "@web/core/domain";
import { pick } from "@web/core/utils/objects";
import { useSetupAction } from "@web/search/action_hook";
import { daysOf, nameOf } from "./period";

// their messages say what to do
const TELLING = ["UserError", "AccessError", "ValidationError"].map(
    (name) => `odoo.exceptions.${name}`,
);

// what an address asks for is done when it is opened, and not again
const ASKED_ONCE = { companies: undefined, movement: undefined };

// why nothing was answered, and why nothing was asked
const FINE = { error: "", fault: "" };

/** Whether an option is a day, as a text like 2026-03-31. */
export const isDay = (value) =>
    /^\d{4}-\d\d-\d\d$/.test(value) && luxon.DateTime.fromISO(value).isValid;

/** An option with a few values, of which the first is the default. */
export const oneOf = (...values) => ({
    initial: values[0],
    accepts: (value) => values.includes(value),
});

/**
 * The page of a report: a period and options that the address and favorites hold, and
 * one call to the server for each change.
 *
 * A report is a subclass with a template that begins with `ReportLayout`, and with:
 *
 * - `period`: the name of the period it opens with, see `period.js`;
 * - `options`: for each option its `initial` value, and whether it `accepts` another;
 * - `load({ domain, from, to, …options })`: calls the server, returns what it answers;
 * - `getDomain(figure)`: the domain of the opportunities behind a figure;
 * - `isEmpty`: whether there is nothing to show;
 * - `fault`, to be extended: why a question makes no sense, which is not asked;
 * - `sheets`: the tables to export, each with `name`, `columns` and `rows`.
 */
export class ReportPage extends Component {
    static props = { action: Object, kept: Object, updateActionState: Function };
    static period = "this_month";
    static options = {};

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.keepLast = new KeepLast();
        this.options = { ...this.constructor.options };
        for (const name of ["from", "to"]) {
            const initial = daysOf(this.constructor.period)[name];
            this.options[name] = { initial, accepts: isDay };
        }
        this.state = useState(this.getState(this.props.kept));
        this.answer = useState({ ...FINE, data: null, isLoading: true });
        useSubEnv({ report: this });
        useBus(this.env.searchModel, "update", this.onSearched);
        useSetupAction({
            getContext: () => ({ report_state: this.getFavorite() }),
            getGlobalState: () => ({ report: { ...this.state } }),
        });
        onWillStart(() => {
            this.onSearched(); // not waited for: the page says that it is loading
        });
    }

    get title() {
        return this.env.config.getDisplayName();
    }

    get data() {
        return this.answer.data;
    }

    /** Why the question makes no sense; empty if it does. */
    get fault() {
        const { from, to } = this.state;
        // of a year of the Buddhist era, the server says what was meant
        const isFar = parseInt(from) > luxon.DateTime.now().year + 50;
        return from > to && !isFar
            ? _t("The last day is before the first day. Choose a later last day.")
            : "";
    }

    /** What the report is asked for. */
    get question() {
        return { ...this.state, domain: this.env.searchModel.domain };
    }

    /** Return the state of the page with kept values, where they make sense. */
    getState(kept) {
        const state = {};
        for (const [name, { initial, accepts }] of Object.entries(this.options)) {
            state[name] = accepts(kept[name]) ? kept[name] : initial;
        }
        return state;
    }

    /** A favorite keeps the name of the period, so that it goes with the time. */
    getFavorite() {
        const { from, to, ...options } = this.state;
        const period = nameOf(from, to);
        return period ? { ...options, period } : { ...options, from, to };
    }

    /** Take over what a favorite has kept, once when it is chosen; then load. */
    onSearched() {
        const kept = this.env.searchModel.context.report_state;
        const isChosen = JSON.stringify(kept) !== JSON.stringify(this.favorite);
        const isOpened = !this.isOpen && this.props.kept.from;
        this.isOpen = true;
        this.favorite = kept;
        if (kept && isChosen && !isOpened) {
            const days = kept.period ? daysOf(kept.period) : {};
            Object.assign(this.state, this.getState({ ...kept, ...days }));
        }
        return this.reload();
    }

    /** Change the period or an option. */
    change(values) {
        Object.assign(this.state, values);
        return this.reload();
    }

    /** Change options that need no other answer of the server. */
    show(values) {
        Object.assign(this.state, values);
        this.updateAddress();
    }

    async reload() {
        this.updateAddress();
        this.answer.isLoading = true;
        const { fault } = this;
        let result;
        try {
            const asked = fault ? Promise.resolve() : this.load(this.question);
            const data = await this.keepLast.add(asked);
            result = fault ? { fault } : { data: markRaw(data) };
        } catch (error) {
            const isTelling = TELLING.includes(error.exceptionName);
            const message = isTelling && error.data.message;
            result = { error: message || _t("The report could not be loaded.") };
            if (!isTelling) {
                Promise.reject(error); // Odoo tells of it
            }
        }
        Object.assign(this.answer, FINE, result, { isLoading: false });
    }

    /** Say how many of the opportunities behind a figure are not in the list of it. */
    tellMissing(missing) {
        if (missing) {
            this.notification.add(
                _t(
                    "%s of them were deleted or merged since, and cannot be opened.",
                    missing,
                ),
            );
        }
    }

    /** What the search bar filters by. */
    get filterName() {
        const isFilter = ({ type }) => type !== "groupBy";
        const facets = this.env.searchModel.facets.filter(isFilter);
        const names = facets.map(({ title, values, separator = _t("or") }) =>
            [title, values.join(` ${separator} `)].filter(Boolean).join(": "),
        );
        return names.join(", ");
    }

    /** A sentence about the filter, for the spreadsheet. */
    get filters() {
        return this.filterName ? [_t("Filter: %s", this.filterName)] : [];
    }

    /** Let the address say what is shown, so that it can be sent to a colleague. */
    updateAddress() {
        const { domain } = this.env.searchModel;
        const differing = Object.keys(this.state).filter(
            (name) => this.state[name] !== this.options[name].initial,
        );
        const hidden = Object.keys(this.state).map((name) => [name, undefined]);
        this.props.updateActionState({
            ...Object.fromEntries(hidden),
            ...ASKED_ONCE,
            ...pick(this.state, "from", "to", ...differing),
            filter: domain.length ? new Domain(domain).toString() : undefined,
            filter_name: domain.length ? this.filterName || _t("Filter") : undefined,
        });
    }
}
