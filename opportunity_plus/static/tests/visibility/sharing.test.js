import { expect, getFixture, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    getMockEnv,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Lead extends models.Model {
    _name = "crm.lead";

    oplus_can_share = fields.Boolean();

    _records = [
        { id: 1, oplus_can_share: true },
        { id: 2, oplus_can_share: false },
    ];
}

class Share extends models.Model {
    _name = "crm.lead.share";

    lead_id = fields.Many2one({ relation: "crm.lead" });
    access = fields.Char();

    _records = [{ id: 1, lead_id: 1, access: "read" }];
    _views = {
        list: `<list editable="bottom">
            <field name="access"/>
            <button name="unlink" type="object" string="Withdraw"/>
        </list>`,
        kanban: `<kanban><templates><t t-name="card">
            <field name="access"/>
            <button name="unlink" type="object">Withdraw</button>
        </t></templates></kanban>`,
    };
}

defineMailModels();
defineModels([Lead, Share]);

async function openPage(resId) {
    await mountView({
        type: "form",
        resModel: "crm.lead",
        resId,
        arch: `<form><widget name="sharing"/></form>`,
    });
    getMockEnv().bus.addEventListener("MAIL:RELOAD-THREAD", ({ detail }) =>
        expect.step(`chatter of ${detail.model} ${detail.id}`),
    );
}

test("the button is for those who may share", async () => {
    await openPage(1);
    expect("button[name=share]").toHaveCount(1);
});

test("others see the shares alone", async () => {
    await openPage(2);
    expect("button[name=share]").toHaveCount(0);
    expect(".o_lead_lines .o_view_controller").toHaveCount(1);
});

test("the chatter tells of a share that is withdrawn", async () => {
    onRpc("crm.lead.share", "unlink", () => true);
    await openPage(1);
    await contains("button[name=unlink]").click();
    expect.verifySteps(["chatter of crm.lead 1"]);
});

test.tags("desktop");
test("the chatter tells of a share that is changed", async () => {
    await openPage(1);
    await contains(".o_data_cell[name=access]").click();
    await contains(".o_data_cell[name=access] input").edit("write", { confirm: false });
    await contains(getFixture()).click();
    await animationFrame();
    expect.verifySteps(["chatter of crm.lead 1"]);
});
