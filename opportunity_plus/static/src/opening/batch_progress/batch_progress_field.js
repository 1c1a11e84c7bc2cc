import { onMounted, onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import {
    ProgressBarField,
    progressBarField,
} from "@web/views/fields/progress_bar/progress_bar_field";

const SECONDS_BETWEEN_LOOKS = 3;

/**
 * A progress bar that reloads the record while the server works on it.
 *
 * It does not reload a record that the user is editing, or that has stopped.
 */
export class BatchProgressField extends ProgressBarField {
    setup() {
        super.setup();
        onMounted(() => {
            this.timer = browser.setInterval(
                () => this.look(),
                SECONDS_BETWEEN_LOOKS * 1000,
            );
        });
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    async look() {
        const { record } = this.props;
        const { error, state } = record.data;
        const isAtWork = ["running", "undoing"].includes(state) && !error;
        if (isAtWork && !(await record.isDirty())) {
            await record.load();
        }
    }
}

registry.category("fields").add("batch_progress", {
    ...progressBarField,
    component: BatchProgressField,
});
