import { click, describe, expect, keyDown, keyUp, queryAll, test } from "@odoo/hoot";
import {
    contains,
    defineMailModels,
    openFormView,
    start,
    startServer,
} from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    toggleActionMenu,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");

const FORM = `
    <form>
        <field name="oplus_can_write" invisible="1"/>
        <field name="oplus_can_share" invisible="1"/>
        <chatter/>
    </form>`;

class Lead extends models.ServerModel {
    _name = "crm.lead";
    _inherit = ["mail.thread"];

    oplus_can_write = fields.Boolean({ default: true });
    oplus_can_share = fields.Boolean();
    _views = { form: FORM };
}

class Order extends models.ServerModel {
    _name = "sale.order";
    _inherit = ["mail.thread"];

    oplus_can_write = fields.Boolean();
    oplus_can_share = fields.Boolean();
    _views = { form: FORM };
}

defineMailModels();
defineModels([Lead, Order]);

async function openChatter(model, canWrite) {
    const pyEnv = await startServer();
    const id = pyEnv[model].create({ oplus_can_write: canWrite });
    await start();
    await openFormView(model, id);
    await contains(".o-mail-Chatter-topbar button:enabled", { text: "Log note" });
}

async function expectAll(count) {
    await contains("button", { text: "Send message", count });
    await contains("button", { text: "Activity", count });
    await contains("button[aria-label='Attach files']", { count });
}

test("a reader of an opportunity is offered a note alone", async () => {
    await openChatter("crm.lead", false);
    await expectAll(0);
    await contains(".o-mail-Followers-button");
});

test("who may write an opportunity is offered everything", async () => {
    await openChatter("crm.lead", true);
    await expectAll(1);
});

test("other chatters are as they were", async () => {
    await openChatter("sale.order", false);
    await expectAll(1);
});

async function openMenu(resModel, canWrite) {
    const pyEnv = await startServer();
    const resId = pyEnv[resModel].create({ oplus_can_write: canWrite });
    await mountView({
        type: "form",
        resModel,
        resId,
        arch: FORM,
        info: {
            actionMenus: {
                action: [
                    { id: 1, name: "Mark Lost", is_for_responsible: false },
                    { id: 2, name: "Share", is_for_responsible: true },
                ],
                print: [],
            },
        },
    });
}

test("a reader of an opportunity is offered no action", async () => {
    await openMenu("crm.lead", false);
    expect(".o_cp_action_menus").toHaveCount(0);
});

test.tags("desktop");
test("who edits what is shared is offered neither copy nor sharing", async () => {
    await openMenu("crm.lead", true);
    await toggleActionMenu();
    await contains(".o_menu_item", { text: "Mark Lost" });
    await contains(".o_menu_item", { text: "Duplicate", count: 0 });
    await contains(".o_menu_item", { text: "Share", count: 0 });
});

test.tags("desktop");
test("others are offered actions", async () => {
    await openMenu("sale.order", false);
    await toggleActionMenu();
    await contains(".o_menu_item", { text: "Mark Lost" });
    await contains(".o_menu_item", { text: "Duplicate" });
    await contains(".o_menu_item", { text: "Share" });
});

const HEADER = `<header><button name="mail" type="object" string="Email"/></header>`;
const ARCHS = {
    list: `
        <list>
            ${HEADER}
            <field name="display_name"/>
            <field name="oplus_can_write" column_invisible="True"/>
        </list>`,
    kanban: `
        <kanban>
            ${HEADER}
            <field name="oplus_can_write"/>
            <templates><t t-name="card"><field name="display_name"/></t></templates>
        </kanban>`,
};
const SELECTORS = {
    list: ".o_data_row .o_list_record_selector input",
    kanban: ".o_kanban_record:not(.o_kanban_ghost)",
};

async function select(type, ...rights) {
    const pyEnv = await startServer();
    pyEnv["crm.lead"].create(rights.map((canWrite) => ({ oplus_can_write: canWrite })));
    await mountView({
        type,
        resModel: "crm.lead",
        arch: ARCHS[type],
        info: { actionMenus: { action: [{ id: 1, name: "Mark Lost" }], print: [] } },
    });
    await keyDown("Alt"); // selects a card instead of opening it
    for (const record of queryAll(SELECTORS[type])) {
        await click(record);
    }
    await keyUp("Alt");
    await contains(".o_selection_container");
}

for (const type of ["list", "kanban"]) {
    test.tags("desktop");
    test(`nothing is offered for a selection in a ${type} that is read alone`, async () => {
        await select(type, false, false);
        await contains("button", { text: "Email", count: 0 });
        await toggleActionMenu();
        await contains(".o_menu_item", { text: "Export" });
        await contains(".o_menu_item", { text: "Mark Lost", count: 0 });
        await contains(".o_menu_item", { text: "Delete", count: 0 });
    });

    test.tags("desktop");
    test(`everything is offered in a ${type} for something to write`, async () => {
        await select(type, false, true);
        await contains("button", { text: "Email" });
        await toggleActionMenu();
        await contains(".o_menu_item", { text: "Mark Lost" });
    });
}
