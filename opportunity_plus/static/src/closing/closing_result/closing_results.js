import {
    Component,
    onMounted,
    onWillUnmount,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { browser } from "@web/core/browser/browser";

const SECOND = 1000;
const UNDO_SECONDS = 10;
// the buttons for what comes next stay a little longer
const WON_SECONDS = 20;

/** Whether a card has had its time for *Undo*, or the server would refuse it by now. */
export function isOver({ elapsed, isLate }) {
    return isLate || elapsed >= UNDO_SECONDS;
}

/**
 * What one closing brought. It goes by itself; as long as the pointer or the focus is
 * on it, or another card hides it or a dialog lies over it, it stays. *Undo* goes when
 * the server would refuse it. Whoever goes on elsewhere sees one line, as
 * long as there is *Undo*.
 */
export class ClosingCard extends Component {
    static template = "opportunity_plus.ClosingCard";
    static props = { card: Object, isLast: Boolean, close: Function, act: Function };

    setup() {
        this.root = useRef("root");
        this.card = useState(this.props.card);
        this.state = useState({ isBusy: false, isSmall: false });
        this.isHeld = false;
        onMounted(() => (this.timer = browser.setInterval(() => this.tick(), SECOND)));
        onWillUnmount(() => browser.clearInterval(this.timer));
        useExternalListener(window, "pointerdown", (ev) => this.onPointerdown(ev), {
            capture: true,
        });
    }

    /** Makes way for what is beneath, once somebody goes on there. */
    onPointerdown({ target }) {
        if (this.root.el?.contains(target)) {
            return;
        }
        this.state.isSmall = true;
        if (!this.canUndo) {
            this.props.close(this.props.card);
        }
    }

    get isWon() {
        return this.props.card.outcome === "won";
    }

    get canUndo() {
        return this.card.undo_ids.length > 0 && !isOver(this.card);
    }

    get seconds() {
        return this.isWon && !this.state.isSmall ? WON_SECONDS : UNDO_SECONDS;
    }

    get progress() {
        const total = this.canUndo ? UNDO_SECONDS : this.seconds;
        return Math.max(0, 100 - (this.card.elapsed / total) * 100);
    }

    /** On a phone, the card that came later hides it. */
    get isHidden() {
        return !this.root.el?.getClientRects().length;
    }

    /** Under a dialog, it cannot be clicked. */
    get isCovered() {
        return document.body.classList.contains("modal-open");
    }

    tick() {
        this.card.isLate = Date.now() >= this.card.undoUntil;
        const hasFocus = this.root.el?.contains(document.activeElement);
        if (this.isHeld || this.isHidden || this.isCovered || hasFocus) {
            return;
        }
        this.card.elapsed += 1;
        if (this.card.elapsed >= this.seconds) {
            this.props.close(this.props.card);
        }
    }

    async undo() {
        this.state.isBusy = true;
        try {
            await this.props.act(this.props.card, "undo");
        } finally {
            this.state.isBusy = false;
        }
    }

    hold(isHeld) {
        this.isHeld = isHeld;
    }

    onKeydown(event) {
        if (event.key === "Escape") {
            event.stopPropagation();
            this.props.close(this.props.card);
        }
    }
}

/** The cards in the corner, the latest last. */
export class ClosingResults extends Component {
    static template = "opportunity_plus.ClosingResults";
    static components = { ClosingCard };
    static props = { cards: Array, close: Function, act: Function };

    setup() {
        this.cards = useState(this.props.cards);
    }
}
