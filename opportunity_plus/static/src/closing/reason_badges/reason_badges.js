import { registry } from "@web/core/registry";
import {
    badgeSelectionField,
    BadgeSelectionField,
} from "@web/views/fields/badge_selection/badge_selection_field";

/** The badges of Odoo as buttons, which keyboards and screen readers know. */
export class ReasonBadges extends BadgeSelectionField {
    static template = "opportunity_plus.ReasonBadges";
}

registry.category("fields").add("reason_badges", {
    ...badgeSelectionField,
    component: ReasonBadges,
});
