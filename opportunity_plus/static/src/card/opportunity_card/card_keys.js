import { onPatched, useEffect, useExternalListener } from "@odoo/owl";
import { CrmKanbanRenderer } from "@crm/views/crm_kanban/crm_kanban_renderer";
import { patch } from "@web/core/utils/patch";

const PRESSING = new Set(["Enter", " "]);
const CARD = ".o_kanban_record:not(.o_kanban_ghost)";
const COLUMN = ".o_kanban_group";

/** Odoo opens and selects cards by these keys, and takes them from their buttons. */
function leaveToButton(ev) {
    if (PRESSING.has(ev.key) && ev.target.matches(".o_kanban_record :is(a, button)")) {
        ev.stopPropagation();
    }
}

/** The column of an element, or the whole board where it is not grouped. */
function columnOf(board, element) {
    const columns = [...board.querySelectorAll(COLUMN)];
    return columns.indexOf(element.closest(COLUMN));
}

function cardsOf(board, column) {
    const place = column < 0 ? board : board.querySelectorAll(COLUMN)[column];
    return place ? [...place.querySelectorAll(CARD)] : [];
}

/** The buttons of a card are pressed with the keyboard, too. After what the menu of a
 * card does, the focus is where that card was, not at the top of the page. */
patch(CrmKanbanRenderer.prototype, {
    setup() {
        super.setup(...arguments);
        this.keyPlace = null;
        const remember = ({ target }) => this.rememberKeyPlace(target);
        useEffect(
            (board) => {
                board.addEventListener("keydown", remember, { capture: true });
                board.addEventListener("keydown", leaveToButton);
                return () => {
                    board.removeEventListener("keydown", remember, { capture: true });
                    board.removeEventListener("keydown", leaveToButton);
                };
            },
            () => [this.rootRef.el],
        );
        useExternalListener(window, "pointerdown", () => (this.keyPlace = null), {
            capture: true,
        });
        onPatched(() => this.returnToKeyPlace());
    },

    rememberKeyPlace(target) {
        const board = this.rootRef.el;
        const card = target.closest(CARD);
        const column = card && columnOf(board, card);
        this.keyPlace = card && {
            column,
            index: cardsOf(board, column).indexOf(card),
        };
    },

    returnToKeyPlace() {
        if (!this.keyPlace || document.activeElement !== document.body) {
            return;
        }
        const cards = cardsOf(this.rootRef.el, this.keyPlace.column);
        cards[Math.min(this.keyPlace.index, cards.length - 1)]?.focus();
    },
});
