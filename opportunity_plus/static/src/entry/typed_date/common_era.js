/** A date whose year is written as the picker, mails and documents write it, in Thai too. */
export function commonEra(date) {
    return date && date.reconfigure({ outputCalendar: "gregory" });
}
