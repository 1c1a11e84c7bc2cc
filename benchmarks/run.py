# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Run benchmarks on two prepared databases: run.py CONF STOCK PLUS NAME ..."""

import importlib
import sys

from odoo.tools import config


def main(conf, stock, plus, *names):
    config.parse_config(["-c", conf, "--log-level=error", "--max-cron-threads=0"])
    for name in names:
        print(f"\n{name}: {importlib.import_module(name).__doc__}", flush=True)
        importlib.import_module(name).run(stock, plus)


main(*sys.argv[1:])
