import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import {
    getService,
    makeMockEnv,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { column, defineBoard, mockSettings, openBoard } from "./board_order_common";

defineBoard();

const SEARCH = `<search>
    <filter name="lychee" string="Lychee" domain="[['name', '=', 'Lychee']]"/>
</search>`;

/** As on a server, what holds nothing is a column as well. */
function expandFirstStage() {
    onRpc("crm.lead", "web_read_group", ({ parent }) => {
        const result = parent();
        const [found] = result.groups;
        if (found.stage_id[0] !== 1) {
            const empty = { __count: 0, __records: [], stage_id: [1, "New"] };
            const __extra_domain = [["stage_id", "=", 1]];
            result.groups.unshift({ ...found, ...empty, __extra_domain });
        }
        return result;
    });
}

/** Opens the board with the search; each column that is scrolled to is a step. */
async function openFound(isSmall, name = "lychee") {
    await makeMockEnv();
    getService("ui").isSmall = isSmall;
    const context = { [`search_default_${name}`]: 1 };
    await openBoard({ searchViewArch: SEARCH, context });
    await animationFrame();
}

beforeEach(() => {
    mockSettings();
    expandFirstStage();
    patchWithCleanup(Element.prototype, {
        scrollIntoView() {
            if (this.matches(".o_kanban_group")) {
                expect.step(this.querySelector(".o_kanban_record").textContent);
            }
        },
    });
});

test("a phone shows the column of what was found", async () => {
    await openFound(true);
    expect(column(1)).toEqual([]);
    expect.verifySteps(["Lychee"]);
});

test("a phone stays where the column in view has cards", async () => {
    await openFound(true, "nothing");
    expect(column(1)).toHaveLength(3);
    expect.verifySteps([]);
});

test("a desktop, which shows all columns, stays where it is", async () => {
    await openFound(false);
    expect(column(1)).toEqual([]);
    expect.verifySteps([]);
});
