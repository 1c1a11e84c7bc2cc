// letters without a shape: Hangul fillers and the empty Braille pattern
const SHAPELESS = /[\u115F\u1160\u2800\u3164\uFFA0]/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u;

/**
 * Whether a text shows nothing to a reader, as the server sees it.
 *
 * @param {string} text
 * @returns {boolean}
 */
export function isBlank(text) {
    return !VISIBLE.test(text.replace(SHAPELESS, ""));
}
