import { Domain } from "@web/core/domain";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { DomainField, domainField } from "@web/views/fields/domain/domain_field";

/**
 * A filter that only applies to some records of a model. Another field of the record
 * holds the domain of these records, so that only they are counted.
 */
export class LimitedDomainField extends DomainField {
    static props = { ...DomainField.props, limit: String };

    getEvaluatedDomain(props = this.props) {
        const domain = super.getEvaluatedDomain(props);
        const limit = props.record.data[props.limit];
        if (domain.isInvalid || !limit) {
            return domain;
        }
        return Domain.and([domain, limit]).toList(this.getContext(props));
    }
}

registry.category("fields").add("limited_domain", {
    ...domainField,
    component: LimitedDomainField,
    displayName: _t("Limited Domain"),
    supportedOptions: [
        ...domainField.supportedOptions,
        {
            label: _t("Field with the domain that limits it"),
            name: "limit",
            type: "field",
            availableTypes: ["char"],
        },
    ],
    extractProps: (staticInfo, dynamicInfo) => ({
        ...domainField.extractProps(staticInfo, dynamicInfo),
        limit: staticInfo.options.limit,
    }),
});
