# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may do what with an opportunity and with what reveals it.

r reads, w writes, c creates one like it, d deletes; a dash stands for nothing. The
relations are those of the role to the opportunity: ``agent`` stands for somebody of no
team; the supervisor leads North; "member" is an opportunity that a member of North has
in South, "documents" is shared for reading with its documents, "ordered" and
"invoiced" are strangers' with a confirmed order or a posted invoice.
"""

_OPPORTUNITIES = """
model                    relation        agent supervisor manager admin finance outsider
crm.lead                 own             rwc   rwc        rwc     rwcd  -       -
crm.lead                 shared_read     r     r          rwc     rwcd  -       -
crm.lead                 shared_write    rw    rw         rwc     rwcd  -       -
crm.lead                 documents       r     r          rwc     rwcd  -       -
crm.lead                 expired         -     -          rwc     rwcd  -       -
crm.lead                 team            -     rwc        rwc     rwcd  -       -
crm.lead                 member          -     rwc        rwc     rwcd  -       -
crm.lead                 unassigned_team c     rwc        rwc     rwcd  -       -
crm.lead                 unassigned      c     c          rwc     rwcd  -       -
crm.lead                 stranger        -     -          rwc     rwcd  -       -
crm.lead                 ordered         -     -          rwc     rwcd  r       -
crm.lead                 invoiced        -     -          rwc     rwcd  r       -
crm.lead                 company         -     -          -       -     -       -
crm.lead.share           own             rwcd  rwcd       rwcd    rwcd  -       -
crm.lead.share           shared_read     r     r          rwcd    rwcd  -       -
crm.lead.share           shared_write    r     r          rwcd    rwcd  -       -
crm.lead.share           documents       r     r          rwcd    rwcd  -       -
crm.lead.share           expired         -     -          rwcd    rwcd  -       -
crm.lead.share           team            -     rwcd       rwcd    rwcd  -       -
crm.lead.share           member          -     rwcd       rwcd    rwcd  -       -
crm.lead.share           unassigned_team -     rwcd       rwcd    rwcd  -       -
crm.lead.share           unassigned      -     -          rwcd    rwcd  -       -
crm.lead.share           stranger        -     -          rwcd    rwcd  -       -
crm.lead.share           ordered         -     -          rwcd    rwcd  r       -
crm.lead.share           invoiced        -     -          rwcd    rwcd  r       -
crm.lead.share           company         -     -          -       -     -       -
crm.lead.stage.history   own             r     r          r       r     -       -
crm.lead.stage.history   shared_read     r     r          r       r     -       -
crm.lead.stage.history   shared_write    r     r          r       r     -       -
crm.lead.stage.history   documents       r     r          r       r     -       -
crm.lead.stage.history   expired         -     -          r       r     -       -
crm.lead.stage.history   team            -     r          r       r     -       -
crm.lead.stage.history   member          -     r          r       r     -       -
crm.lead.stage.history   unassigned_team -     r          r       r     -       -
crm.lead.stage.history   unassigned      -     -          r       r     -       -
crm.lead.stage.history   stranger        -     -          r       r     -       -
crm.lead.stage.history   ordered         -     -          r       r     r       -
crm.lead.stage.history   invoiced        -     -          r       r     r       -
crm.lead.stage.history   company         -     -          -       -     -       -
crm.lead.product.line    own             rwcd  rwcd       rwcd    rwcd  -       -
crm.lead.product.line    shared_read     r     r          rwcd    rwcd  -       -
crm.lead.product.line    shared_write    rwcd  rwcd       rwcd    rwcd  -       -
crm.lead.product.line    documents       r     r          rwcd    rwcd  -       -
crm.lead.product.line    expired         -     -          rwcd    rwcd  -       -
crm.lead.product.line    team            -     rwcd       rwcd    rwcd  -       -
crm.lead.product.line    member          -     rwcd       rwcd    rwcd  -       -
crm.lead.product.line    unassigned_team -     rwcd       rwcd    rwcd  -       -
crm.lead.product.line    unassigned      -     -          rwcd    rwcd  -       -
crm.lead.product.line    stranger        -     -          rwcd    rwcd  -       -
crm.lead.product.line    ordered         -     -          rwcd    rwcd  r       -
crm.lead.product.line    invoiced        -     -          rwcd    rwcd  r       -
crm.lead.product.line    company         -     -          -       -     -       -
crm.lead.tick            own             rc    rc         rc      rc    -       -
crm.lead.tick            shared_read     r     r          rc      rc    -       -
crm.lead.tick            shared_write    rc    rc         rc      rc    -       -
crm.lead.tick            documents       r     r          rc      rc    -       -
crm.lead.tick            expired         -     -          rc      rc    -       -
crm.lead.tick            team            -     rc         rc      rc    -       -
crm.lead.tick            member          -     rc         rc      rc    -       -
crm.lead.tick            unassigned_team -     rc         rc      rc    -       -
crm.lead.tick            unassigned      -     -          rc      rc    -       -
crm.lead.tick            stranger        -     -          rc      rc    -       -
crm.lead.tick            ordered         -     -          rc      rc    r       -
crm.lead.tick            invoiced        -     -          rc      rc    r       -
crm.lead.tick            company         -     -          -       -     -       -
crm.lead.stall           own             r     r          r       r     -       -
crm.lead.stall           shared_read     r     r          r       r     -       -
crm.lead.stall           shared_write    r     r          r       r     -       -
crm.lead.stall           documents       r     r          r       r     -       -
crm.lead.stall           expired         -     -          r       r     -       -
crm.lead.stall           team            -     r          r       r     -       -
crm.lead.stall           member          -     r          r       r     -       -
crm.lead.stall           unassigned_team -     r          r       r     -       -
crm.lead.stall           unassigned      -     -          r       r     -       -
crm.lead.stall           stranger        -     -          r       r     -       -
crm.lead.stall           ordered         -     -          r       r     -       -
crm.lead.stall           invoiced        -     -          r       r     -       -
crm.lead.stall           company         -     -          -       -     -       -
crm.lead.reminder        own             r     r          r       r     -       -
crm.lead.reminder        shared_read     r     r          r       r     -       -
crm.lead.reminder        shared_write    r     r          r       r     -       -
crm.lead.reminder        documents       r     r          r       r     -       -
crm.lead.reminder        expired         -     -          r       r     -       -
crm.lead.reminder        team            -     r          r       r     -       -
crm.lead.reminder        member          -     r          r       r     -       -
crm.lead.reminder        unassigned_team -     r          r       r     -       -
crm.lead.reminder        unassigned      -     -          r       r     -       -
crm.lead.reminder        stranger        -     -          r       r     -       -
crm.lead.reminder        ordered         -     -          r       r     -       -
crm.lead.reminder        invoiced        -     -          r       r     -       -
crm.lead.reminder        company         -     -          -       -     -       -
crm.stage.checkpoint     any             r     r          r       rwcd  r       r
crm.activity.report      own             r     r          r       r     -       -
crm.activity.report      shared_read     r     r          r       r     -       -
crm.activity.report      shared_write    r     r          r       r     -       -
crm.activity.report      documents       r     r          r       r     -       -
crm.activity.report      expired         -     -          r       r     -       -
crm.activity.report      team            -     r          r       r     -       -
crm.activity.report      member          -     r          r       r     -       -
crm.activity.report      unassigned_team -     r          r       r     -       -
crm.activity.report      unassigned      -     -          r       r     -       -
crm.activity.report      stranger        -     -          r       r     -       -
crm.activity.report      ordered         -     -          r       r     -       -
crm.activity.report      invoiced        -     -          r       r     -       -
crm.activity.report      company         -     -          -       -     -       -
mail.message             own             r     r          r       r     -       -
mail.message             shared_read     r     r          r       r     -       -
mail.message             shared_write    r     r          r       r     -       -
mail.message             documents       r     r          r       r     -       -
mail.message             expired         -     -          r       r     -       -
mail.message             team            -     r          r       r     -       -
mail.message             member          -     r          r       r     -       -
mail.message             unassigned_team -     r          r       r     -       -
mail.message             unassigned      -     -          r       r     -       -
mail.message             stranger        -     -          r       r     -       -
mail.message             ordered         -     -          r       r     r       -
mail.message             invoiced        -     -          r       r     r       -
mail.message             company         -     -          -       -     -       -
"""

# a clerk is a bookkeeper without the role Finance; finance and clerks do with documents
# what Odoo lets them do
_DOCUMENTS = """
model                    relation        agent supervisor manager admin finance clerk
sale.order               own             -     rwc        rwc     rwcd  rw      rw
sale.order               shared_read     -     -          rwc     rwcd  rw      rw
sale.order               shared_write    -     -          rwc     rwcd  rw      rw
sale.order               documents       r     r          rwc     rwcd  rw      rw
sale.order               expired         -     -          rwc     rwcd  rw      rw
sale.order               team            -     rwc        rwc     rwcd  rw      rw
sale.order               member          -     rwc        rwc     rwcd  rw      rw
sale.order               unassigned_team -     rwc        rwc     rwcd  rw      rw
sale.order               unassigned      -     -          rwc     rwcd  rw      rw
sale.order               stranger        -     -          rwc     rwcd  rw      rw
sale.order.line          own             -     rwd        rwd     rwd   rw      rw
sale.order.line          shared_write    -     -          rwd     rwd   rw      rw
sale.order.line          documents       r     r          rwd     rwd   rw      rw
sale.order.line          expired         -     -          rwd     rwd   rw      rw
sale.order.line          team            -     rwd        rwd     rwd   rw      rw
sale.order.line          member          -     rwd        rwd     rwd   rw      rw
sale.order.line          stranger        -     -          rwd     rwd   rw      rw
invoice                  own             -     r          r       r     rw      rw
invoice                  shared_write    -     -          r       r     rw      rw
invoice                  documents       r     r          r       r     rw      rw
invoice                  expired         -     -          r       r     rw      rw
invoice                  team            -     r          r       r     rw      rw
invoice                  member          -     r          r       r     rw      rw
invoice                  unassigned_team -     r          r       r     rw      rw
invoice                  stranger        -     -          r       r     rw      rw
credit_note              own             -     r          r       r     rw      rw
credit_note              shared_write    -     -          r       r     rw      rw
credit_note              documents       r     r          r       r     rw      rw
credit_note              expired         -     -          r       r     rw      rw
credit_note              team            -     r          r       r     rw      rw
credit_note              member          -     r          r       r     rw      rw
credit_note              unassigned_team -     r          r       r     rw      rw
credit_note              stranger        -     -          r       r     rw      rw
account.move.line        own             -     r          r       r     rw      rw
account.move.line        documents       r     r          r       r     rw      rw
account.move.line        expired         -     -          r       r     rw      rw
account.move.line        team            -     r          r       r     rw      rw
account.move.line        member          -     r          r       r     rw      rw
account.move.line        stranger        -     -          r       r     rw      rw
"""


def _parse(table):
    """Return {kind: {role: {relation: operations}}}."""
    head, *rows = (line.split() for line in table.strip().splitlines())
    result = {}
    for kind, relation, *cells in rows:
        for role, cell in zip(head[2:], cells, strict=True):
            roles = result.setdefault(kind, {}).setdefault(role, {})
            roles[relation] = set(cell) - {"-"}
    return result


OPPORTUNITIES, DOCUMENTS = _parse(_OPPORTUNITIES), _parse(_DOCUMENTS)
# read like the stays that are read from it, or that it is made of
for _kind in ("crm.lead.revision", "crm.lead.conversion"):
    OPPORTUNITIES[_kind] = OPPORTUNITIES["crm.lead.stage.history"]
# sales alone
OPPORTUNITIES["crm.forecast.report"] = OPPORTUNITIES["crm.lead.stage.history"] | {
    "finance": {}
}
