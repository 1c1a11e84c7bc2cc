import { patch } from "@web/core/utils/patch";
import { FormController } from "@web/views/form/form_controller";

// Actions on an opportunity that somebody only reads are refused, whichever add-on
// offers them; what is printed is not.
patch(FormController.prototype, {
    get actionMenuItems() {
        const items = super.actionMenuItems;
        const { data, resModel } = this.model.root;
        const isReader = resModel === "crm.lead" && data.can_write === false;
        return isReader ? { ...items, action: [] } : items;
    },
});
