import { localization } from "@web/core/l10n/localization";

// what a finger moves before it is clear where it goes, and how near the thumb it must
// begin to drag it; both in pixels
const SLOP = 8;
const REACH = 24;

/** Where the thumb is: about as wide as the slider is high, it stays within it. */
function getThumbX(slider, rate) {
    const { left, right, height, width } = slider.getBoundingClientRect();
    const way = height / 2 + (width - height) * (rate / 100);
    return localization.direction === "rtl" ? right - way : left + way;
}

/**
 * A finger on a slider: it drags the thumb sideways, taps, or means something else, such
 * as to scroll the page.
 *
 * @param {PointerEvent} ev where it begins
 * @param {number} rate of the slider, in percent
 */
export class Finger {
    constructor({ clientX, clientY, target }, rate) {
        this.x = clientX;
        this.y = clientY;
        this.rate = rate;
        this.isOnThumb = Math.abs(clientX - getThumbX(target, rate)) <= REACH;
        // undefined until it is clear
        this.isDragging = undefined;
        // the rate where it is
        this.wanted = undefined;
    }

    get isTap() {
        return this.isDragging === undefined && this.wanted !== undefined;
    }

    follow({ clientX, clientY }) {
        const x = Math.abs(clientX - this.x);
        const y = Math.abs(clientY - this.y);
        if (this.isDragging === undefined && Math.max(x, y) > SLOP) {
            this.isDragging = this.isOnThumb && x > y;
        }
    }
}
