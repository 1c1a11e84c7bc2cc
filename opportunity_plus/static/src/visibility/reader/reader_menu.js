import { patch } from "@web/core/utils/patch";
import { FormController } from "@web/views/form/form_controller";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { ListController } from "@web/views/list/list_controller";

// The server refuses actions, of any add-on, on opportunities that the user may only
// read, so they are hidden; printing is allowed. Duplicating is for the users
// responsible, since the copy would belong to the same salesperson.
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

// The same for a selection, if the user may write none of it. Of a mixed selection the
// server names all opportunities that it refuses, and does nothing.
const forReaders = () => ({
    get isSelectionForReading() {
        const { isDomainSelected, resModel, selection } = this.model.root;
        return (
            resModel === "crm.lead" &&
            !isDomainSelected &&
            selection?.length > 0 &&
            selection.every(({ data }) => data.oplus_can_write === false)
        );
    },

    /** Hides the buttons above the records. */
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

for (const controller of [ListController, KanbanController]) {
    patch(controller.prototype, forReaders());
}

// What is closed, and what only a sales administrator may reopen, is neither archived
// nor unarchived by others, alone or in a selection.
function isLocked(root) {
    const records = root.selection ?? [root];
    return (
        root.resModel === "crm.lead" &&
        records.some(({ data }) => data.oplus_can_reopen === false)
    );
}

const withoutArchiving = () => ({
    getStaticActionMenuItems() {
        const items = super.getStaticActionMenuItems(...arguments);
        for (const item of [items.archive, items.unarchive].filter(Boolean)) {
            const { isAvailable } = item;
            item.isAvailable = () => !isLocked(this.model.root) && isAvailable();
        }
        return items;
    },
});

for (const controller of [FormController, ListController, KanbanController]) {
    patch(controller.prototype, withoutArchiving());
}
