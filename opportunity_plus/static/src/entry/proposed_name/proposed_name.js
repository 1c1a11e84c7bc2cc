import { useEffect } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { CharField } from "@web/views/fields/char/char_field";
import { TextField } from "@web/views/fields/text/text_field";

/** Whether it is the name of a new opportunity that nobody has typed. */
function isProposed({ name, record }) {
    return (
        name === "name" &&
        record.resModel === "crm.lead" &&
        record.isNew &&
        Boolean(record.data.name) &&
        !record.oplusTyped.has("name")
    );
}

/** Listen on the element of a ref, which may come and go. */
function useListeners(ref, handlers) {
    const entries = Object.entries(handlers);
    useEffect(
        (el) => {
            entries.forEach(([type, handler]) => el?.addEventListener(type, handler));
            return () =>
                entries.forEach(([type, handler]) =>
                    el?.removeEventListener(type, handler),
                );
        },
        () => [ref.el],
    );
}

/**
 * Select a proposed name when the user comes to it, so that typing replaces it.
 *
 * @param {CharField | TextField} field
 * @param {{ el: HTMLElement | null }} ref of the input
 */
function useProposedName(field, ref) {
    if (field.props.name !== "name" || field.props.record.resModel !== "crm.lead") {
        return;
    }
    let isFresh = false;
    let isTouched = false; // by a key, since the user came
    const isShown = () => ref.el.value === field.props.record.data.name;
    const select = () =>
        !isTouched && isProposed(field.props) && isShown() && ref.el.select();
    const handlers = {
        focus: () => {
            isFresh = true;
            isTouched = false;
            select();
        },
        // the click that focuses also places the cursor, unless text was marked with it
        click: () => {
            if (isFresh && ref.el.selectionStart === ref.el.selectionEnd) {
                select();
            }
            isFresh = false;
        },
        keydown: () => {
            isFresh = false;
            isTouched = true;
        },
        input: () => (isTouched = true), // also what is pasted or dictated
    };
    useListeners(ref, handlers);
    // a proposal that arrives while the user is there already
    useEffect(
        () => {
            if (ref.el && ref.el === document.activeElement) {
                select();
            }
        },
        () => [field.props.record.data.name],
    );
}

patch(CharField.prototype, {
    setup() {
        super.setup();
        useProposedName(this, this.input);
    },
});

patch(TextField.prototype, {
    setup() {
        super.setup();
        useProposedName(this, this.textareaRef);
    },
});
