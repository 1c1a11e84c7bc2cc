import { registry } from "@web/core/registry";
import { BigDealTest } from "@opportunity_plus/alerts/big_deal_test/big_deal_test";

/** A button that tests the stage in the form on past moves, without saving it. */
export class StageTest extends BigDealTest {
    static template = "opportunity_plus.StageTest";
}

registry.category("view_widgets").add("stage_test", { component: StageTest });
