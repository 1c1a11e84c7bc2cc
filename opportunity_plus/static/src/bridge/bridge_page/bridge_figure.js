import { Figure } from "@opportunity_plus/reports/figure";

/**
 * A figure of the pipeline of a day, or of what happened to it: opens the opportunities
 * as they were then. The menu also opens them as they are now.
 */
export class BridgeFigure extends Figure {
    static template = "opportunity_plus.BridgeFigure";

    /** The rows of the ledger that were counted. */
    open(isMiddleClick) {
        const { figure, name } = this.props;
        return this.env.report.openRows(figure, name, isMiddleClick);
    }

    openAsNow() {
        return super.open();
    }
}
