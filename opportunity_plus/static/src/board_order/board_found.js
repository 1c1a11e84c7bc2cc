import { useEffect } from "@odoo/owl";

const CARD = ".o_kanban_record:not(.o_kanban_ghost)";

/**
 * On a phone, where one column fills the screen: a search shows the first column that
 * holds what was found, if the column in view holds nothing.
 */
export function useFoundColumn({ env, model, rootRef }) {
    let searched;
    useEffect(
        (root) => {
            const domain = JSON.stringify(root.domain);
            if (env.isSmall && root.isGrouped && domain !== searched) {
                showFound([...rootRef.el.querySelectorAll(".o_kanban_group")]);
            }
            searched = domain;
        },
        () => [model.root],
    );
}

function showFound(columns) {
    const inView = columns.find((column) => {
        const { left, right } = column.getBoundingClientRect();
        return left + right > 0;
    });
    if (inView && !inView.querySelector(CARD)) {
        const found = columns.find((column) => column.querySelector(CARD));
        found?.scrollIntoView({ block: "nearest", inline: "start" });
    }
}
