import { registry } from "@web/core/registry";
import { charField } from "@web/views/fields/char/char_field";

/** A column that is read first, such as the name: the last one that gives way to others. */
registry.category("fields").add("list.wide_char", {
    ...charField,
    listViewWidth: [190],
});
