import {
    deserializeDate,
    serializeDate,
    serializeDateTime,
} from "@web/core/l10n/dates";
import { isBlank } from "@opportunity_plus/pipeline/stage_change/blank";

const { DateTime } = luxon;

/** Days from today of the quick choices of the next step; 0: none. */
export const QUICK_DAYS = [0, 1, 3, 7];

/** What is entered of a contact before it is saved. */
export class ContactDraft {
    isReached = true;
    note = "";
    /** when it was; false: now */
    date = false;
    /** the day of the next step; false: none */
    nextDate = false;
    /** the type of the next step; false: the one of the kind */
    nextTypeId = false;
    /** whether the user has decided on the next step */
    isNextChosen = false;
    stageId = false;
    reason = "";
    /** the planned activity that is done by it; undefined: not decided */
    activityId = undefined;

    /** @param {"call"|"visit"|"message"} kind */
    constructor(kind) {
        this.kind = kind;
        this.today = DateTime.now().startOf("day");
    }

    /** @param {string} today as the server says it, in the user's time zone */
    setToday(today) {
        this.today = deserializeDate(today);
    }

    /** Nobody was reached: try again tomorrow, unless the user decided otherwise. */
    setReached(isReached) {
        this.isReached = isReached;
        if (!this.isNextChosen) {
            this.nextDate = !isReached && this.dayFromToday(1);
        }
    }

    chooseNext(date) {
        this.isNextChosen = true;
        this.nextDate = date;
    }

    dayFromToday(days) {
        return this.today.plus({ days });
    }

    chooseNextDays(days) {
        this.chooseNext(days > 0 && this.dayFromToday(days));
    }

    /** The quick choice that equals the next step, if any. */
    get nextDays() {
        if (!this.nextDate) {
            return 0;
        }
        const day = serializeDate(this.nextDate);
        return QUICK_DAYS.find(
            (days) => serializeDate(this.dayFromToday(days)) === day,
        );
    }

    /** Stages and planned activities are those of one opportunity. */
    leaveLead() {
        this.stageId = false;
        this.activityId = undefined;
    }

    get isTyped() {
        return !isBlank(this.note) || !isBlank(this.reason);
    }

    /** What the server is told, without what it is told of a stage. */
    get values() {
        return {
            kind: this.kind,
            reached: this.isReached,
            note: this.note.trim(),
            date: this.date ? serializeDateTime(this.date) : null,
            next_date: this.nextDate ? serializeDate(this.nextDate) : null,
        };
    }
}
