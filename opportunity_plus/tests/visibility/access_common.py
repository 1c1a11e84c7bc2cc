# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..documents.documents_common import OpportunityPlusDocumentsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class AccessMatrixCommon(OpportunityPlusDocumentsCommon):
    """One opportunity for each relation of a role to it, and the proof of a cell."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        agents = ("rep", "third", "fourth")
        cls.rep, cls.third, cls.fourth = cls._users(
            dict.fromkeys(agents, "sales_team.group_sale_salesman")
        )
        cls.system = cls.env.ref("base.user_root")
        cls.roles = {
            "agent": cls.rep,
            "supervisor": cls.supervisor,
            "manager": cls.manager,
            "admin": cls.admin,
            "finance": cls.finance,
            "clerk": cls.clerk,
            "outsider": cls.outsider,
        }
        cls.company = cls.env["res.company"].sudo().create({"name": "Another"})
        test = cls()
        cls.vals_by_role = {of: test._vals(user) for of, user in cls.roles.items()}
        cls.leads_by_role = {of: test._scene(of) for of in cls.roles}

    def _vals(self, user):
        """What makes an opportunity of each relation, seen by a user."""
        stranger = {"user_id": self.colleague.id, "team_id": self.south.id}
        salesperson = user if self._sells(user) else self.colleague
        return {
            "own": {"user_id": salesperson.id, "team_id": False},
            **dict.fromkeys(
                ("shared_read", "shared_write", "documents", "expired"), stranger
            ),
            "team": {"user_id": self.colleague.id, "team_id": self.north.id},
            "member": {"user_id": self.agent.id, "team_id": self.south.id},
            "unassigned_team": {"user_id": False, "team_id": self.north.id},
            "unassigned": {"user_id": False, "team_id": False},
            **dict.fromkeys(("stranger", "ordered", "invoiced"), stranger),
            "company": {
                "user_id": False,
                "team_id": False,
                "company_id": self.company.id,
            },
        }

    def _sells(self, user):
        return user.has_group("sales_team.group_sale_salesman")

    def _scene(self, role):
        """The opportunities of the matrix from the point of view of a role."""
        vals, user = self.vals_by_role[role], self.roles[role]
        with self._at("2026-03-02 09:00"):
            leads = dict(zip(vals, self._leads_by_system(vals), strict=True))
            if self._sells(user):
                self._share_with(user, leads)
        return leads

    def _leads_by_system(self, vals):
        leads = self.env(su=True)["crm.lead"].with_context(tracking_disable=True)
        same = {"type": "opportunity", "stage_id": self.new.id}
        leads = leads.create([{"name": of, **same, **vals[of]} for of in vals])
        return leads.with_env(self.env)

    def _seen(self, role, expected):
        """The user of a role, the opportunities, and the relations that open them."""
        readable = {of for of, cell in expected.items() if "r" in cell}
        return self.roles[role], self.leads_by_role[role], readable

    def _share_with(self, user, leads):
        for relation, terms in {
            "shared_read": {},
            "shared_write": {"access": "write"},
            "documents": {"include_documents": True},
            "expired": {"include_documents": True, "date_end": "2026-03-02"},
        }.items():
            self._share(leads[relation], user, by=self.system, **terms)

    def _share(self, lead, user, by=None, **terms):
        shares = self.env["crm.lead.share"].with_user(by or self.env.user)
        return shares.create({"lead_id": lead.id, "user_id": user.id, **terms})

    def assertCells(self, records, user, expected, values, create):
        """Prove what a user may do with one record for each relation.

        :param records: {relation: record}
        :param expected: {relation: operations}
        :param values: what a write changes
        :param create: makes one like the record of a relation as the user
        """
        self._end_transaction()
        self.env.invalidate_all()
        for relation, operations in expected.items():
            record = records[relation].with_user(user)
            attempts = {
                "r": lambda record=record: record.read(["id", *values]),
                "w": lambda record=record: record.write(values),
                "c": lambda relation=relation: create(relation, user),
                "d": lambda record=record: record.unlink(),
            }
            for operation, attempt in attempts.items():
                with self.subTest(role=user.login, of=relation, operation=operation):
                    allowed = self._is_allowed(attempt)
                    self.assertEqual(allowed, operation in operations)

    def _is_allowed(self, attempt):
        with self.env.cr.savepoint() as savepoint:
            try:
                attempt()
                self.env.flush_all()
                allowed = True
            except AccessError:
                allowed = False
            savepoint.rollback()
        self.env.invalidate_all()
        return allowed

    def assertReads(self, records, user, readable):
        """Prove with each reading door which of the records a user finds."""
        self._end_transaction()
        self.env.invalidate_all()
        model = next(iter(records.values())).browse().with_user(user)
        ids = [record.id for record in records.values()]
        expected = {records[relation].id for relation in readable}
        model = model.with_context(active_test=False)
        with self.subTest(role=user.login, model=model._name):
            for name, door in self._doors(model, [("id", "in", ids)]).items():
                with self.subTest(door=name):
                    if model.has_access("read"):
                        self.assertEqual(door(), expected)
                    else:
                        self.assertFalse(expected or self._is_allowed(door))

    def _doors(self, model, domain):
        """Every way to find records, by name; each returns ids."""

        def web():
            return {row["id"] for row in model.web_search_read(domain, {})["records"]}

        def group():
            groups = model.formatted_read_group(domain, [], ["id:array_agg"])
            return {id_ for row in groups for id_ in row["id:array_agg"] or ()}

        def export():
            rows = model.search(domain).export_data([".id"])["datas"]
            return {int(row[0]) for row in rows}

        doors = {
            "search": lambda: set(model.search(domain).ids),
            "web": web,
            "name": lambda: {row[0] for row in model.name_search("", domain)},
            "group": group,
            "export": export,
        }
        if model._name == "mail.message":
            del doors["export"]  # for administrators of Odoo alone
        return doors
