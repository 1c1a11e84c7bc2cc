import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { DateTimeField } from "@web/views/fields/datetime/datetime_field";
import { ListRenderer } from "@web/views/list/list_renderer";
import { commonEra } from "@opportunity_plus/entry/typed_date/common_era";

const DATES = new Set(["date", "datetime"]);

function isOfOpportunities(record) {
    return Boolean(record.resModel?.startsWith("crm."));
}

/** Forms and lists of opportunities show the year that the picker of a date takes. */
patch(DateTimeField.prototype, {
    get values() {
        const values = super.values;
        return isOfOpportunities(this.props.record) ? values.map(commonEra) : values;
    },
});

patch(ListRenderer.prototype, {
    getFormattedValue(column, record) {
        const { type } = record.fields[column.name];
        const value = record.data[column.name];
        const isPlain = column.options.enable_formatting === false;
        if (isPlain || !value || !DATES.has(type) || !isOfOpportunities(record)) {
            return super.getFormattedValue(...arguments);
        }
        const format = registry.category("formatters").get(type);
        return format(commonEra(value), format.extractOptions(column));
    },
});
