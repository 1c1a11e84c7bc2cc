import { expect, getFixture, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    getMockEnv,
    getService,
    makeMockEnv,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Lead extends models.Model {
    _name = "crm.lead";

    name = fields.Char();
    oplus_can_share = fields.Boolean();

    _records = [
        { id: 1, name: "Mango", oplus_can_share: true },
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

function openForm(resId) {
    return mountView({
        type: "form",
        resModel: "crm.lead",
        resId,
        arch: `<form><field name="name"/><widget name="sharing"/></form>`,
    });
}

async function openPage(resId) {
    await openForm(resId);
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

test("what was typed is saved before a share is opened on a phone", async () => {
    let closeDialog;
    mockService("action", {
        doAction({ res_model, res_id }, { onClose }) {
            expect.step(`${res_model} ${res_id}`);
            closeDialog = onClose;
        },
    });
    onRpc("crm.lead", "web_save", ({ args }) => expect.step(args[1]));
    await makeMockEnv();
    getService("ui").isSmall = true;
    await openForm(1);
    await contains("[name=name] input").edit("Durian");
    await contains(".o_lead_lines .o_kanban_record").click();
    expect.verifySteps([{ name: "Durian" }, "crm.lead.share 1"]);
    await closeDialog();
    await animationFrame();
    expect("[name=name] input").toHaveValue("Durian");
});
