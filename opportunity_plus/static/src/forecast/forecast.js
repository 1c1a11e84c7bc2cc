import { Domain } from "@web/core/domain";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { patch } from "@web/core/utils/patch";
import { makeContext } from "@web/core/context";
import { ForecastKanbanController } from "@crm/views/forecast_kanban/forecast_kanban_controller";
import { ForecastKanbanModel } from "@crm/views/forecast_kanban/forecast_kanban_model";
import { ForecastKanbanRenderer } from "@crm/views/forecast_kanban/forecast_kanban_renderer";
import { ForecastSearchModel } from "@crm/views/forecast_search_model";

// the day of an opportunity in the forecast, see models/forecast/crm_lead.py
const FIELD = "oplus_forecast_date";
const OVERDUE_YEAR = 1900;

patch(ForecastSearchModel.prototype, {
    /** By whatever door, months are filled by where opportunities stand in them. */
    load(config) {
        const { context = {}, resModel } = config;
        if (resModel !== "crm.lead" || context.forecast_field !== "date_deadline") {
            return super.load(config);
        }
        return super.load({
            ...config,
            context: { ...context, forecast_field: FIELD },
        });
    },

    /**
     * What is open belongs to every forecast. Odoo leaves out what is overdue, and what
     * is due today where the month of the company ends later than that of the reader.
     */
    _getSearchItemDomain(activeItem) {
        const domain = super._getSearchItemDomain(activeItem);
        const { context } = this.searchItems[activeItem.searchItemId];
        const { forecast_filter } = makeContext([context || {}]);
        if (!forecast_filter || !("won_status" in this.searchViewFields)) {
            return domain;
        }
        return Domain.or([domain, [["won_status", "=", "pending"]]]);
    },

    /**
     * What was won this month is in every view. Odoo begins today where the forecast is
     * grouped by something else, and with the first column where that is a week or day.
     */
    _getForecastStart(forecastField) {
        const start = super._getForecastStart(...arguments);
        if (forecastField !== FIELD) {
            return start;
        }
        const month = serializeDate(luxon.DateTime.now().startOf("month"));
        return start < month ? start : month;
    },
});

patch(ForecastKanbanController.prototype, {
    isQuickCreateField(field) {
        return super.isQuickCreateField(...arguments) || field?.name === FIELD;
    },
});

patch(ForecastKanbanModel.prototype, {
    /** New and moved cards are expected by the end of their column; overdue is none. */
    async _postprocessReadGroup(config) {
        const result = await super._postprocessReadGroup(...arguments);
        const [name, column = "month"] = config.groupBy[0].split(":");
        if (name === FIELD) {
            for (const { context, list } of Object.values(config.groups)) {
                new Set([context, list.context]).forEach((one) => addTo(one, column));
            }
        }
        return result;
    },
});

function addTo(context, column) {
    const { [`default_${FIELD}`]: day } = context;
    delete context[`default_${FIELD}`];
    context.oplus_forecast_column = column;
    if (day && Number(day.slice(0, 4)) > OVERDUE_YEAR) {
        const next = deserializeDate(day).plus({ [`${column}s`]: 1 });
        context.default_date_deadline = serializeDate(next.minus({ days: 1 }));
    }
}

patch(ForecastKanbanRenderer.prototype, {
    isMovableField(field) {
        return super.isMovableField(...arguments) || field.name === FIELD;
    },

    /** Those without a date come last. */
    getGroupsOrRecords() {
        const found = super.getGroupsOrRecords();
        const { list } = this.props;
        if (!list.isGrouped || list.groupByField.name !== FIELD) {
            return found;
        }
        const isDated = ({ group }) => Boolean(group.value);
        return [...found.filter(isDated), ...found.filter((each) => !isDated(each))];
    },
});
