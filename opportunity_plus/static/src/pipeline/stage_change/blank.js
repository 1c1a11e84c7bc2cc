// letters that show nothing: Hangul fillers and the empty Braille pattern
const SHAPELESS = /[\u115F\u1160\u2800\u3164\uFFA0]/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u;

/**
 * Whether a text has no visible character, by the same rule as on the server.
 *
 * @param {string} text
 * @returns {boolean}
 */
export function isBlank(text) {
    return !VISIBLE.test(text.replace(SHAPELESS, ""));
}
