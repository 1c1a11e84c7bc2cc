import { Chatter } from "@mail/chatter/web_portal/chatter";
import { patch } from "@web/core/utils/patch";

// Users who may only read an opportunity can log notes; the server refuses the rest.
patch(Chatter.prototype, {
    get isForNotesAlone() {
        const { record, threadModel } = this.props;
        return threadModel === "crm.lead" && record?.data.oplus_can_write === false;
    },
});
