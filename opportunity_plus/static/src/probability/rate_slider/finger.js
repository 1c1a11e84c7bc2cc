import { localization } from "@web/core/l10n/localization";

// in pixels: how far a finger moves before its direction counts, and how near to the
// thumb a drag has to start
const SLOP = 8;
const REACH = 24;

/** Position of the thumb, which is about as wide as the slider is high. */
function getThumbX(slider, rate) {
    const { left, right, height, width } = slider.getBoundingClientRect();
    const way = height / 2 + (width - height) * (rate / 100);
    return localization.direction === "rtl" ? right - way : left + way;
}

/**
 * A finger on a slider: it drags the thumb sideways, taps, or does something else, such
 * as scrolling the page.
 *
 * @param {PointerEvent} ev the `pointerdown` event
 * @param {number} rate the rate of the slider, in percent
 */
export class Finger {
    constructor({ clientX, clientY, target }, rate) {
        this.x = clientX;
        this.y = clientY;
        this.rate = rate;
        this.isOnThumb = Math.abs(clientX - getThumbX(target, rate)) <= REACH;
        // undefined until the finger has moved far enough to tell
        this.isDragging = undefined;
        // the rate at the position of the finger
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
