import { _t } from "@web/core/l10n/translation";

import { sayDay } from "@opportunity_plus/reports/period";
import { recordingOf } from "@opportunity_plus/reports/recording";

/** Whether anything is recorded of these days. */
export function isKnown({ date, date_to: last = date, recorded_since: since }) {
    return !since || last >= since;
}

/** What a reader must know before trusting the figures. */
export function warningsOf({ date_from, date, today, ...data }) {
    const first = date_from || date;
    const future =
        first > today
            ? _t("These days are still to come. You see the pipeline of today.")
            : "";
    return [recordingOf(first, data), future].filter(Boolean);
}

function commonRules(data) {
    return [
        _t("A day means its end in the time zone of the company (%s).", data.time_zone),
        _t(
            "You see the opportunities that you may read today. Filters and groups go by the values of that time.",
        ),
        _t(
            "Amounts are in the currency that their company has today: if a company changes it, the numbers of the past stay the same.",
        ),
    ];
}

/** How the figures come about, in sentences. */
export function rulesOf({ isBridge, question, ...data }) {
    const { measure, view } = question;
    const rules = commonRules(data);
    const last = data.date_to || data.date;
    if (last > data.today) {
        rules.push(
            _t("%s is still to come: the figures go until today.", sayDay(last)),
        );
    }
    if (!isBridge) {
        return [
            ...rules,
            _t("Weighted revenue: expected revenue times closing rate of that day."),
        ];
    }
    if (measure === "weighted_revenue") {
        rules.push(
            _t(
                "Weighted revenue: expected revenue times the closing rate of that moment; of what was won or lost, the rate before.",
            ),
        );
    }
    if (question.closing_from || question.closing_until) {
        rules.push(
            windowRule(question),
            _t("What has no expected closing is outside of it."),
        );
    }
    rules.push(
        view === "net"
            ? _t(
                  "Net: each opportunity counts once. What left is valued at the moment it left, what came in at its value on the last day. What came and left within the period is on both sides, so that Won is what was won in the period.",
              )
            : _t("Gross: each change in the period counts by itself."),
    );
    return rules;
}

function windowRule({ closing_from: from, closing_until: until }) {
    if (from && until) {
        return _t("Closing window: expected to close from %(from)s to %(until)s.", {
            from: sayDay(from),
            until: sayDay(until),
        });
    }
    return from
        ? _t("Closing window: expected to close on %s or later.", sayDay(from))
        : _t("Closing window: expected to close by %s.", sayDay(until));
}
