import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";
import { isBlank } from "./blank";

/** Asks for the reason of a stage change; blanks are not a reason. */
export class ReasonDialog extends Component {
    static template = "opportunity_plus.ReasonDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        confirm: Function,
        names: { type: Array, element: String },
        stage: String,
    };

    setup() {
        this.state = useState({ reason: "" });
        useAutofocus();
    }

    get title() {
        return _t("Why move to %s?", this.props.stage);
    }

    get isEmpty() {
        return isBlank(this.state.reason);
    }

    onKeydown(event) {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            this.confirm();
        }
    }

    confirm() {
        if (!this.isEmpty) {
            this.props.confirm(this.state.reason.trim());
            this.props.close();
        }
    }
}
