import { onMounted, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import {
    ProgressBarField,
    progressBarField,
} from "@web/views/fields/progress_bar/progress_bar_field";

const SECONDS_BETWEEN_LOOKS = 3;

/**
 * A progress bar that follows the work of the server.
 *
 * The record is reloaded once the work has ended or has met an error, unless the user is
 * editing it: pages of lines would begin anew each time.
 */
export class BatchProgressField extends ProgressBarField {
    setup() {
        super.setup();
        this.orm = useService("orm");
        this.work = useState({ progress: 0 });
        useRecordObserver(({ data }) => {
            this.work.progress = data[this.props.name];
        });
        onMounted(() => {
            this.timer = browser.setInterval(
                () => this.look(),
                SECONDS_BETWEEN_LOOKS * 1000,
            );
        });
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    get currentValue() {
        return this.work.progress || 0;
    }

    async look() {
        const { name, record } = this.props;
        const { error, state } = record.data;
        if (error || !["running", "undoing"].includes(state)) {
            return;
        }
        const names = [name, "error", "state"];
        const [row] = await this.orm.read(record.resModel, [record.resId], names);
        if (!row || record !== this.props.record) {
            return;
        }
        this.work.progress = row[name];
        const isAtWork = !row.error && row.state === state;
        if (!isAtWork && !(await record.isDirty())) {
            await record.load();
        }
    }
}

registry.category("fields").add("batch_progress", {
    ...progressBarField,
    component: BatchProgressField,
});
