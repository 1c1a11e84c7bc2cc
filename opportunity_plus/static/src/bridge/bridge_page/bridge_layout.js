import { ReportLayout } from "@opportunity_plus/reports/report_layout";

/** The layout of a report that chooses its days by itself. */
export class BridgeLayout extends ReportLayout {
    static template = "opportunity_plus.BridgeLayout";
}
