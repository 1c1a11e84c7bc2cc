# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_blank
from . import test_caching
from . import test_days
from . import test_following
from . import test_import_cells
from . import test_jobs
from . import test_jobs_end
from . import test_left_behind
from . import test_reading
from . import test_translations
from . import test_views_renamed
from . import test_words
from . import test_words_replaced
