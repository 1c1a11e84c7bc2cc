import { useEffect } from "@odoo/owl";

import { MOVEMENTS } from "./movements";

/** Open what an address asks for, such as that of a line of the digest: the records of
 * one movement, above the page that counts them. */
export function useAskedMovement(page) {
    let asked = page.props.kept.movement;
    useEffect(
        (data) => {
            const movement = data && MOVEMENTS.find(({ name }) => name === asked);
            asked = data ? null : asked;
            if (movement && data.total?.[movement.name].count) {
                page.openRows({ movement: movement.name }, movement.label.toString());
            }
        },
        () => [page.data],
    );
}
