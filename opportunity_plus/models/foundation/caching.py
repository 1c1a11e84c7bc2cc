# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from .transaction import has_flag, set_flag

CLEARED = "opportunity_plus.caches_cleared"


def clear_caches(env):
    """Clear cached policies now, and after the commit for all processes.

    Until the commit, another thread may cache what was before.
    """
    registry = env.registry
    registry.clear_cache()
    if not has_flag(env, CLEARED):
        set_flag(env, CLEARED)
        env.cr.postcommit.add(lambda: _clear_for_all(registry))


def _clear_for_all(registry):
    registry.clear_cache()
    if registry.ready:
        registry.signal_changes()
