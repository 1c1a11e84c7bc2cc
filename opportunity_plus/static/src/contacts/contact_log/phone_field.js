import { patch } from "@web/core/utils/patch";
import { PhoneField } from "@web/views/fields/phone/phone_field";
import { logCall } from "./contact_log";

patch(PhoneField.prototype, {
    /** The link opens the dialer; on return the dialog is there. */
    onCallClick({ target }) {
        if (target.closest("a[href^='tel:']")) {
            logCall(this.env, this.props.record);
        }
    },
});
