# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import controllers
from . import models
from . import demo
from . import wizard
from .hooks import post_init_hook, uninstall_hook
from .answering import guard

guard(__name__)
