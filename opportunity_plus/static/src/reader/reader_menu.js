import { patch } from "@web/core/utils/patch";
import { FormController } from "@web/views/form/form_controller";

// Actions on an opportunity that somebody only reads are refused, whichever add-on
// offers them; what is printed is not. A copy would belong to the same salesperson, so
// it is for those responsible.
patch(FormController.prototype, {
    get actionMenuItems() {
        const items = super.actionMenuItems;
        const { data, resModel } = this.model.root;
        if (resModel !== "crm.lead" || data.can_share !== false) {
            return items;
        }
        const action = data.can_write
            ? items.action.filter(
                  ({ key, is_for_responsible }) =>
                      key !== "duplicate" && !is_for_responsible,
              )
            : [];
        return { ...items, action };
    },
});
