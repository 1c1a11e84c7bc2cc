import { patch } from "@web/core/utils/patch";
import { FormController } from "@web/views/form/form_controller";
import { ListController } from "@web/views/list/list_controller";

// Actions on an opportunity that somebody only reads are refused, whichever add-on
// offers them; what is printed is not. A copy would belong to the same salesperson, so
// it is for those responsible.
patch(FormController.prototype, {
    get actionMenuItems() {
        const items = super.actionMenuItems;
        const { data, resModel } = this.model.root;
        if (resModel !== "crm.lead" || data.oplus_can_share !== false) {
            return items;
        }
        const action = data.oplus_can_write
            ? items.action.filter(
                  ({ key, is_for_responsible }) =>
                      key !== "duplicate" && !is_for_responsible,
              )
            : [];
        return { ...items, action };
    },
});

// The same for what is selected in a list, where some of it may be one's own: then the
// server names the rest.
patch(ListController.prototype, {
    get isSelectionForReading() {
        const { isDomainSelected, resModel, selection } = this.model.root;
        return (
            resModel === "crm.lead" &&
            !isDomainSelected &&
            selection.length > 0 &&
            selection.every(({ data }) => data.oplus_can_write === false)
        );
    },

    /** Of the buttons above the list. */
    evalViewModifier() {
        return super.evalViewModifier(...arguments) || this.isSelectionForReading;
    },

    get actionMenuItems() {
        const items = super.actionMenuItems;
        if (!this.isSelectionForReading) {
            return items;
        }
        return { ...items, action: items.action.filter(({ key }) => key === "export") };
    },
});
