# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_pipeline_template
from . import test_pipeline_template_concurrency
from . import test_pipeline_template_dialog
from . import test_pipeline_template_halved
from . import test_pipeline_template_languages
from . import test_pipeline_template_own
