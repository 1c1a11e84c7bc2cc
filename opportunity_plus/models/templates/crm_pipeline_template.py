# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...answering.values import is_id
from ..foundation.blank import check_names


class CrmPipelineTemplate(models.Model):
    """A pipeline that is ready to be used: stages with all that belongs to them.

    Applying it adds the stages that the pipeline lacks. It changes none that is there
    already, so applying it twice is applying it once. It only adds translations that
    its stages lack, such as those of a language that was installed later.
    """

    _name = "crm.pipeline.template"
    _description = "Pipeline Template"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    description = fields.Text(translate=True)
    line_ids = fields.One2many(
        "crm.pipeline.template.line", "template_id", "Stages", copy=True
    )
    # written by each application: of two at once, the second one starts again
    date_applied = fields.Datetime("Last Applied", readonly=True, copy=False)

    @api.constrains("name")
    def _check_name(self):
        check_names(self)

    def preview(self, team_id=False):
        """Return what :meth:`apply` would do, and would refuse; nothing is changed.

        :return: a dict with ``team_id``; ``lines``, a list of dicts with ``line_id``,
            ``name``, ``category``, ``state`` (``add``, ``present`` or ``disabled``),
            ``stage_id`` and ``stage_name`` of the stage that is there already,
            whether all teams share it (``is_shared``), and ``owners``, the names of
            teams that have one of their own and so get none that is added for all,
            and whether it would be limited to other teams for that (``is_limited``);
            ``other_stages``, the names of enabled stages that no line stands for; and
            ``languages``, the names of languages in which stages of this template
            lack texts
        """
        self.ensure_one()
        team = self._template_team(team_id)
        found = self._template_found(team)
        own = self._template_own(team, found)
        adding = self._template_getting(team, found, own)
        known = self._template_known(found, own)
        others = self._template_pipeline(team).filtered("active")
        others -= self.env["crm.stage"].union(*found.values())
        return {
            "team_id": team.id,
            "lines": [
                {
                    **line._template_told(
                        others.browse() if line in adding else known[line]
                    ),
                    "owners": self._template_owners(own.get(line, ())),
                    "is_limited": line in own and line in adding,
                }
                for line in self.line_ids
            ],
            "other_stages": others.mapped("display_name"),
            "languages": self._template_languages(found),
        }

    def apply(self, team_id=False):
        """Add the stages that the pipeline lacks.

        :param team_id: id of the sales team that gets the stages; none for stages that
            all teams share, but for those teams that have them of their own
        :return: the new stages
        :raise AccessError: the user may not configure pipelines
        :raise UserError: there is no such team, or the template is gone
        """
        self.ensure_one()
        team = self._template_team(team_id)
        self.date_applied = fields.Datetime.now()
        self.flush_recordset(["date_applied"])
        found = self._template_found(team)
        own = self._template_own(team, found)
        getting = self._template_getting(team, found, own)
        missing = self.line_ids.filtered(lambda line: line in getting)
        known = self._template_known(found, own)
        sequences = self._template_sequences(team, known, missing)
        # in English, the source of all translations
        english = missing.with_context(lang=None)
        stages = english.env["crm.stage"].create(
            [line._template_vals(team, sequences[line]) for line in english]
        )
        for line, stage in zip(missing, stages, strict=True):
            line._template_finish(stage)
            if line in own:
                # sudo: teams that the user may not read get the stages as well
                stage.sudo().team_ids = getting[line]
        for line, stage in found.items():
            line._template_translate(stage)
        return stages.with_env(self.env)

    def _template_languages(self, found):
        """Return the names of languages in which stages lack texts.

        :param found: the stages that are there already, by line
        """
        codes = [line._template_untranslated(stage) for line, stage in found.items()]
        lacking = set().union(*codes)
        languages = self.env["res.lang"].get_installed()
        return [name for code, name in languages if code in lacking]

    def _template_team(self, team_id):
        """Check the right to apply a template, and return the team."""
        self.check_access("write")
        self.env["crm.stage"].check_access("create")
        self._template_check_there()
        known = is_id(team_id) and team_id or ()
        team = self.env["crm.team"].browse(known).exists()
        if team_id and not team:
            raise UserError(
                self.env._("This sales team does not exist any more. Choose another.")
            )
        team.check_access("read")
        return team

    def _template_check_there(self):
        """Refuse templates that were deleted, such as while a dialog was open.

        :raise UserError: one of them is gone
        """
        if self.exists() != self:
            raise UserError(
                self.env._(
                    "This pipeline template does not exist any more. Choose another."
                )
            )

    @api.model
    def _template_pipeline(self, team):
        """Return the stages that a team may use, or that all share, disabled ones
        included."""
        stages = self.env["crm.stage"].search([("active", "in", [True, False])])
        return stages._oplus_usable_by(team)

    def _template_found(self, team):
        """Return the stage that is there already, by line: the one that was made for
        the line, else one with its name, else, for Won, any enabled won stage."""
        # enabled stages first
        pipeline = self._template_pipeline(team)
        free, found = pipeline.sorted(lambda stage: not stage.active), {}
        for is_same in (
            lambda line, stage: stage.oplus_template_line_id == line,
            lambda line, stage: line._template_is_named_like(stage),
            lambda line, stage: line._template_is_won_like(stage),
        ):
            for line in (line for line in self.line_ids if line not in found):
                same = free.filtered(partial(is_same, line))[:1]
                if same:
                    found[line] = same
                    free -= same
        return found

    def _template_sequences(self, team, known, missing):
        """Return the sequences of the new stages, by line; shift the stages after them
        where there is no room."""
        queue = self._template_queue(team, known, missing)
        sequences, least, last = {}, None, 0
        for item in queue:
            if item._name == "crm.stage":
                is_shifted = least is not None and item.sequence < least
                if is_shifted:
                    item.sequence = least
                last = item.sequence
                least = last + 1 if is_shifted else least
            else:
                last += 1
                sequences[item], least = last, last + 1
        return sequences

    def _template_queue(self, team, known, missing):
        """Return all stages in their order, with the lines to add among them: after the
        stage that a team has for it, else after the stage of the line before, else
        before that of the line after, else before the first won stage.

        :param known: the stages that are there already, by line
        :param missing: the lines to add
        """
        every = [("active", "in", [True, False])]
        queue = [*self.env["crm.stage"].search(every)]
        pipeline = self._template_pipeline(team)
        won = pipeline.filtered(lambda stage: stage.is_won and stage.active)
        place = None
        for index, line in enumerate(self.line_ids):
            if line in known:
                place = queue.index(known[line]) + 1
            if line not in missing:
                continue
            if place is None:
                later = [known[one] for one in self.line_ids[index:] if one in known]
                marks = [*later, *won]
                place = queue.index(marks[0]) if marks else len(queue)
            queue.insert(place, line)
            place += 1
        return queue
