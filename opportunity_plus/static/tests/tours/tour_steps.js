/** Steps for tours in any language: what they click is found by its name. */
import * as hoot from "@odoo/hoot-dom";

export const BACK = ".o_back_button, .breadcrumb-item a";

/** What a filter of the search view on screen is called in the user's language. */
async function labelOf(name) {
    const { action, orm } = odoo.__WOWL_DEBUG__.root.env.services;
    const { res_model: resModel, search_view_id: view } =
        action.currentController.action;
    const asked = [[view ? view[0] : false, "search"]];
    const { views } = await orm.call(resModel, "get_views", [asked]);
    const arch = new DOMParser().parseFromString(views.search.arch, "text/xml");
    return arch.querySelector(`filter[name=${name}]`).getAttribute("string");
}

export function chooseFilter(name) {
    return [
        { trigger: ".o_searchview_dropdown_toggler", run: "click" },
        {
            content: `The filter ${name}`,
            trigger: ".o_filter_menu .o_menu_item",
            async run() {
                const label = await labelOf(name);
                const items = [...hoot.queryAll(".o_filter_menu .o_menu_item")];
                await hoot.click(items.find((item) => item.innerText.trim() === label));
            },
        },
    ];
}

/** Choose an entry of the menu of a card; with a mouse, its button shows on hover. */
export function chooseOnCard(card, entry) {
    return [
        {
            trigger: card,
            run({ anchor }) {
                anchor.dataset.isOld = "yes";
                anchor.querySelector(".o_dropdown_kanban button").click();
            },
        },
        { trigger: `.o-dropdown--menu ${entry}`, run: "click" },
    ];
}

/** A card has been loaded anew since its menu was open: a menu stays open again. */
export function isReloaded(card) {
    return { trigger: `${card}:not([data-is-old])` };
}

/** Choose an entry of the menu of the app, on a wide screen. */
export function chooseMenu(section, entry) {
    return [
        {
            trigger: `.o_menu_sections [data-menu-xmlid='crm.${section}']`,
            run: "click",
        },
        {
            trigger: `.o-dropdown--menu [data-menu-xmlid='crm.${entry}']`,
            run: "click",
        },
    ];
}

/** The page is no wider than the screen. */
export function fits(trigger) {
    return {
        trigger,
        run() {
            if (document.body.scrollWidth > window.innerWidth) {
                throw new Error("The page is wider than the screen");
            }
        },
    };
}
