import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useDebounced } from "@web/core/utils/timing";
import { formatPercentage } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const SAVE_DELAY = 400;

/**
 * A rate in percent, to be set with a slider.
 *
 * The browser's own slider brings the keyboard, touch and the screen reader. While it
 * moves, the rate is that of the slider alone; the record gets it when it is released.
 */
export class RateSliderField extends Component {
    static template = "opportunity_plus.RateSliderField";
    static props = {
        ...standardFieldProps,
        autosave: { type: Boolean, optional: true },
        hideValue: { type: Boolean, optional: true },
        label: { type: String, optional: true },
        patient: { type: Boolean, optional: true },
    };

    setup() {
        this.state = useState({ moving: null });
        // a key moves it by one, and is pressed again and again
        this.saveLater = useDebounced(() => this.update(), SAVE_DELAY, {
            execBeforeUnmount: true,
        });
    }

    get rate() {
        return this.state.moving ?? this.props.record.data[this.props.name] ?? 0;
    }

    get formattedRate() {
        return formatPercentage(this.rate / 100);
    }

    get label() {
        return this.props.label || this.props.record.fields[this.props.name].string;
    }

    onInput(ev) {
        this.state.moving = ev.target.valueAsNumber;
    }

    onChange(ev) {
        this.onInput(ev);
        this.isPending = true;
        return this.props.patient ? this.saveLater() : this.update();
    }

    /** What comes next, such as leaving the row of a list, needs the new rate. */
    onLeave() {
        this.saveLater.cancel(true);
    }

    onKeydown(ev) {
        if (ev.key === "Enter" || ev.key === "Tab") {
            this.onLeave();
        }
    }

    async update() {
        if (!this.isPending) {
            return;
        }
        this.isPending = false;
        const { autosave, name, record } = this.props;
        const rate = this.rate;
        try {
            await record.update({ [name]: rate }, { save: autosave });
        } finally {
            // unless it moved on meanwhile
            if (this.state.moving === rate) {
                this.state.moving = null;
            }
        }
    }
}

export const rateSliderField = {
    component: RateSliderField,
    displayName: _t("Rate Slider"),
    supportedTypes: ["float", "integer"],
    supportedOptions: [
        { label: _t("Hide the value"), name: "hide_value", type: "boolean" },
    ],
    isEmpty: () => false,
    extractProps: ({ options, string }) => ({
        hideValue: Boolean(options.hide_value),
        label: string,
    }),
    listViewWidth: [160],
};

registry.category("fields").add("rate_slider", rateSliderField);

registry.category("fields").add("kanban.rate_slider", {
    ...rateSliderField,
    // the records of a board are never in edition
    extractProps: (staticInfo, { readonly }) => ({
        ...rateSliderField.extractProps(staticInfo),
        autosave: true,
        patient: true,
        readonly,
    }),
});

registry.category("fields").add("list.rate_slider", {
    ...rateSliderField,
    // with selected rows each change is a mass edit, which asks and leaves the row
    extractProps: (staticInfo) => ({
        ...rateSliderField.extractProps(staticInfo),
        patient: true,
    }),
});
