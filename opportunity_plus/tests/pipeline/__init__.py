# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_pipeline_ui
from . import test_stage_analysis
from . import test_stage_category
from . import test_stage_change
from . import test_stage_choice
from . import test_stage_companies
from . import test_stage_disabled_doors
from . import test_stage_disabled_graphs
from . import test_stage_disabled_reopening
from . import test_stage_disabled_screens
from . import test_stage_disabling
from . import test_stage_disabling_concurrency
from . import test_stage_disabling_refused
from . import test_stage_last
from . import test_stage_notice
from . import test_stage_notice_savepoints
from . import test_stage_notice_silence
from . import test_stage_place
from . import test_stage_sharing
from . import test_stage_sharing_doors
from . import test_team_deletion
from . import test_won_stage_word
