import { Component, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useDebounced } from "@web/core/utils/timing";
import { formatPercentage } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Finger } from "./finger";

const SAVE_DELAY = 400;

/**
 * A rate in percent, to be set with a slider.
 *
 * The browser's slider supports keyboard, mouse and screen readers. While it moves, the
 * record keeps its rate; it gets the new one when the slider is released.
 *
 * A finger may be scrolling the page, which the browser reports only after its slider
 * has moved. So a finger only counts once it drags the thumb sideways, or taps.
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
        this.finger = null;
        // an arrow key moves it by one and is pressed repeatedly
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
        const rate = ev.target.valueAsNumber;
        if (this.isHeld) {
            this.finger.wanted = rate;
            ev.target.value = this.rate;
        } else {
            this.move(rate);
        }
    }

    onChange(ev) {
        this.onInput(ev);
        if (!this.isHeld) {
            this.isPending = true;
            return this.props.patient ? this.saveLater() : this.update();
        }
    }

    move(rate) {
        this.state.moving = rate;
        if (this.props.hideValue) {
            // the field beside the slider shows the rate; the record is not changed yet
            this.props.record.data[this.props.name] = rate;
        }
    }

    /** Whether a finger is on the slider without dragging it. */
    get isHeld() {
        return Boolean(this.finger) && !this.finger.isDragging;
    }

    onPointerdown(ev) {
        this.finger = ev.pointerType === "touch" ? new Finger(ev, this.rate) : null;
        this.movingBefore = this.state.moving;
    }

    /** Ignore a touch that stops a scrolling page, which cannot be cancelled. */
    onTouchstart(ev) {
        if (this.finger && !ev.cancelable) {
            this.finger.isDragging = false;
        }
    }

    onPointermove(ev) {
        this.finger?.follow(ev);
    }

    /** A tap moves the thumb there. */
    onPointerup(ev) {
        const { finger } = this;
        if (finger?.isTap) {
            ev.target.value = finger.wanted;
            this.finger = null;
            this.onChange(ev);
            // the browser's slider tells of the same tap once more
            finger.isDragging = false;
            this.finger = finger;
        }
    }

    /** Undo the drag: the browser has taken the gesture for another one. */
    onPointercancel(ev) {
        const { finger } = this;
        if (finger?.isDragging) {
            this.move(finger.rate);
            this.state.moving = this.movingBefore;
        }
        if (finger) {
            finger.isDragging = false;
        }
        ev.target.value = this.rate;
    }

    onTouchcancel(ev) {
        this.onPointercancel(ev);
        this.onTouchend();
    }

    /** Wait: the browser's slider still fires its change event. */
    onTouchend() {
        const { finger } = this;
        browser.setTimeout(() => {
            if (this.finger === finger) {
                this.finger = null;
            }
        });
    }

    /** Save at once: what comes next, such as leaving a row, needs the new rate. */
    onLeave() {
        this.saveLater.cancel(true);
    }

    onKeydown(ev) {
        this.finger = null;
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
            // unless the slider has moved again
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
    // the records of a board are never in edit mode
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
