import {
    Component,
    onWillStart,
    onWillUnmount,
    useEffect,
    useExternalListener,
    useRef,
} from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { cookie } from "@web/core/browser/cookie";
import { getCustomColor } from "@web/core/colors/colors";
import { localization } from "@web/core/l10n/localization";

// fixed in all reports, as in the graphs by outcome
export const COLORS = {
    won: "#198754",
    lost: "#dc3545",
    open: "#0d6efd",
    other: "#6c757d",
};

const color = (light, dark) => getCustomColor(cookie.get("color_scheme"), light, dark);

/** Return a scale that can be read on a light and on a dark page, in both directions. */
export function getScale(isAcross, more = {}) {
    const isReversed = localization.direction === "rtl";
    const { ticks, title, ...others } = more;
    const ink = color("#111827", "#E4E4E4");
    return {
        border: { display: false },
        grid: { color: color("rgba(0,0,0,.1)", "rgba(255,255,255,.15)") },
        ...(isAcross
            ? { reverse: isReversed }
            : { position: isReversed ? "right" : "left" }),
        ...others,
        ticks: { color: ink, ...ticks },
        title: { color: ink, display: Boolean(title), text: title },
    };
}

/**
 * A chart of Chart.js. The page shows the same figures in a table for who cannot see
 * the chart.
 *
 * Props: `config` of Chart.js; `label`, what it shows; `onClick(index, datasetIndex)`.
 */
export class ReportChart extends Component {
    static template = "opportunity_plus.ReportChart";
    static props = {
        config: Object,
        label: String,
        onClick: { type: Function, optional: true },
    };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [JSON.stringify(this.props.config)],
        );
        // a sheet of paper has another width, and does not wait for the chart
        for (const moment of ["beforeprint", "afterprint"]) {
            useExternalListener(window, moment, () => this.chart?.resize());
        }
        onWillUnmount(() => this.chart?.destroy());
    }

    /** Lying bars have room for each of them, with its name. */
    get style() {
        const { data, options } = this.props.config;
        return options?.indexAxis === "y"
            ? `height: ${4 + 2.1 * data.labels.length}rem`
            : "";
    }

    draw() {
        this.chart?.destroy();
        const { data, options, ...config } = this.props.config;
        this.chart = new Chart(this.canvas.el, {
            ...config,
            data,
            options: {
                maintainAspectRatio: false,
                onClick: (ev, found) => this.onClicked(found),
                onHover: ({ native }, found) => {
                    native.target.style.cursor = found.length ? "pointer" : "";
                },
                ...options,
            },
        });
    }

    onClicked([found]) {
        if (found) {
            this.props.onClick?.(found.index, found.datasetIndex);
        }
    }
}
