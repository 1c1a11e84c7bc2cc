import { expect, test } from "@odoo/hoot";
import { contains } from "@web/../tests/web_test_helpers";

import { answerWith, calls, defineBridge, NOTHING, openBridge } from "./bridge_common";

defineBridge();

test("an empty pipeline and reversed dates get a sentence", async () => {
    answerWith({ total: NOTHING });
    await openBridge();
    expect(".o_bridge_empty").toHaveText(/No opportunity was in the pipeline/);
    const count = calls().length;
    await contains("#o_report_from").edit("01/15/2027");
    expect(".o_report_error").toHaveText(/last day is before the first day/);
    expect(".o_report_error button").toHaveCount(0);
    expect(calls()).toHaveLength(count);
    await contains("button[data-mode=date]").click(); // which needs no first day
    expect(".o_report_error").toHaveCount(0);
});

test("before the first record, nothing is said of the pipeline", async () => {
    answerWith({ total: NOTHING, recorded_since: "2027-03-01" });
    await openBridge();
    expect(".o_bridge_empty").toHaveText(/Nothing is recorded before 03\/01\/2027/);
    expect(".o_bridge_empty").not.toHaveText(/No opportunity/);
});
