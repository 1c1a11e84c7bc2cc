import { CrmKanbanModel } from "@crm/views/crm_kanban/crm_kanban_model";
import { patch } from "@web/core/utils/patch";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { addFieldDependencies } from "@web/model/relational_model/utils";
import { compareCards, toOrderBy } from "./orders";

/** The cards of a column, or of a board without columns. */
class BoardRecordList extends RelationalModel.DynamicRecordList {
    get orderTerms() {
        return this.model.boardOrders?.getTerms(this.context) || [];
    }

    /** The order decides on the place of a card, and not where it was dropped. */
    canResequence() {
        return !this.orderTerms.length && super.canResequence();
    }

    _addRecord(record, index) {
        const isPlaced = this.orderTerms.length && record.resId;
        return super._addRecord(record, isPlaced ? this.findPlace(record) : index);
    }

    /** Returns the index at which a card belongs among the others. */
    findPlace(record) {
        const isBehind = (other) => compareCards(this.orderTerms, record, other) < 0;
        const index = this.records.findIndex(isBehind);
        return index < 0 ? this.records.length : index;
    }

    /** Moves a card whose values have changed to where it belongs. */
    place({ id }) {
        const index = this.records.findIndex((record) => record.id === id);
        if (index >= 0 && this.orderTerms.length) {
            const [record] = this.records.splice(index, 1);
            this.records.splice(this.findPlace(record), 0, record);
        }
    }
}

class BoardRecord extends RelationalModel.Record {
    async _load() {
        await super._load(...arguments);
        this.model.placeRecord(this);
    }

    /** What could not be saved is not kept: the next change would save it as well. */
    async _save() {
        try {
            const isSaved = await super._save(...arguments);
            this.model.placeRecord(this);
            return isSaved;
        } catch (error) {
            if (!this.isInEdition) {
                this._discard(); // Odoo reads the card anew, if there is a connection
            }
            throw error;
        }
    }
}

CrmKanbanModel.DynamicRecordList = BoardRecordList;
CrmKanbanModel.Record = BoardRecord;

patch(CrmKanbanModel.prototype, {
    setup(params) {
        super.setup(...arguments);
        this.boardOrders = params.boardOrders;
    },

    placeRecord(record) {
        const { groups, isGrouped } = this.root;
        const lists = isGrouped ? groups.map(({ list }) => list) : [this.root];
        lists.forEach((list) => list.place(record));
    },

    _webReadGroup(config, cache) {
        return super._webReadGroup(this.sortConfig(config), cache);
    },

    _loadUngroupedList(config, cache) {
        return super._loadUngroupedList(this.sortConfig(config), cache);
    },

    /** Adds the order of the cards; what orders the columns stays. */
    sortConfig(config) {
        const terms = this.boardOrders?.getTerms(config.context) || [];
        if (!terms.length) {
            return config;
        }
        const { activeFields, fields, orderBy } = config;
        const filtered = this.boardOrders.getFilterOrder(config.context);
        const names = [...terms, ...(filtered?.terms || [])].map(({ name }) => name);
        const missing = names.filter(
            (name) => name in fields && !(name in activeFields),
        );
        addFieldDependencies(
            activeFields,
            fields,
            missing.map((name) => ({ name })),
        );
        const columns = orderBy.filter(({ name }) => name === "__count");
        return {
            ...config,
            context: { ...config.context, oplus_board_order: true },
            orderBy: [...columns, ...toOrderBy(terms)],
        };
    },
});
