import { Component, useEnv } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

const ACTION = "opportunity_plus.crm_lead_figure_action";
const MAIL = "crm.action_lead_mass_mail";

/**
 * A figure of a report: a button that opens exactly the opportunities behind it.
 *
 * Its menu starts a call campaign for their customers, or writes to them. The page
 * knows the domain, by `getDomain(figure)`.
 *
 * Props: `figure`, what the page needs to know which one it is; `text`, the figure as
 * it is shown; `name`, what it counts, the title of the list; `isNone`, whether there
 * is nothing behind it.
 */
export class Figure extends Component {
    static template = "opportunity_plus.Figure";
    static components = { Dropdown, DropdownItem };
    static props = {
        class: { type: String, optional: true },
        figure: Object,
        isNone: { type: Boolean, optional: true },
        name: String,
        text: String,
    };
    static defaultProps = { class: "", isNone: false };

    setup() {
        this.opener = useFigureOpener();
    }

    /** What the button reads to who does not see the table around it. */
    get label() {
        return `${this.props.name}: ${this.props.text}`;
    }

    get menuLabel() {
        return _t("More about: %s", this.label);
    }

    open(isMiddleClick) {
        const { figure, name } = this.props;
        return this.opener.open(figure, name, isMiddleClick);
    }

    startCampaign() {
        return this.opener.startCampaign(this.props.figure);
    }

    write() {
        return this.opener.write(this.props.figure);
    }
}

/** What can be done with the opportunities behind a figure of the page. */
export function useFigureOpener() {
    const action = useService("action");
    const orm = useService("orm");
    const env = useEnv();
    const context = { active_test: false };
    const notification = useService("notification");
    const getIds = async (figure) => {
        const domain = await env.report.getDomain(figure);
        const ids = await orm.search("crm.lead", domain, { context });
        if (!ids.length) {
            notification.add(_t("None of these opportunities is there any more."));
        }
        return ids;
    };
    return {
        async open(figure, name, newWindow = false) {
            const domain = await env.report.getDomain(figure);
            const found = await action.loadAction(ACTION, context);
            const description = { ...found, display_name: name, domain, name };
            return action.doAction(description, { newWindow });
        },
        async startCampaign(figure) {
            const ids = await getIds(figure);
            const method = "oplus_action_call_campaign";
            if (ids.length) {
                await action.doAction(await orm.call("crm.lead", method, [ids]));
            }
        },
        async write(figure) {
            const ids = await getIds(figure);
            const additionalContext = { active_ids: ids, active_model: "crm.lead" };
            if (ids.length) {
                additionalContext.active_id = ids[0];
                await action.doAction(MAIL, { additionalContext });
            }
        },
    };
}
