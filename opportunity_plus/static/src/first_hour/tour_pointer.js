import { useEffect } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { useService } from "@web/core/utils/hooks";
import { TourPointer } from "@web_tour/js/tour_pointer/tour_pointer";

/**
 * The pointer of tours is seen in dialogs, too.
 *
 * Odoo hides it when a dialog opens, as long as what it points at is not in the dialog,
 * and does not look again when it has gone on to a button of the dialog.
 */
patch(TourPointer.prototype, {
    setup() {
        super.setup();
        const ui = useService("ui");
        useEffect(
            (anchor) => {
                if (anchor && ui.activeElement.contains(anchor)) {
                    this.state.triggerBelow = false;
                }
            },
            () => [this.props.pointerState.anchor],
        );
    },
});
