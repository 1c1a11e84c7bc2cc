# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Make public methods answer invalid calls with a message instead of a traceback.

Any user may call public methods through an interface, with any ids, context and
arguments. If a call fails, the guard checks these. If one of them is invalid, the error
becomes a ``UserError`` that says so. Otherwise the error is a bug: it is raised
unchanged and logged.

Values that the database cannot store (a lone surrogate, NaN, an integer beyond its
range) are refused before anything is written, as are ids that are none. Otherwise they
would fail later, out of context, or not at all.

The guard wraps all public methods of the add-on's models, new ones included.
"""

import inspect
import sys
from collections.abc import Mapping
from functools import wraps

import psycopg2
from psycopg2.errors import UndefinedFunction

from odoo.exceptions import UserError, ValidationError
from odoo.models import BaseModel

from .arguments import unfit, unfit_together
from .shapes import is_text
from .values import FAILURES, is_kept, is_record_id, is_storable, is_within

CHANGING = ("create", "write", "unlink")
# methods of Odoo that raise an error where there is more than one record
SINGLE = ("ensure_one", "__get__", "get_base_url")


def guard(package):
    """Wrap the public methods of all models that a package defines or extends."""
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{package}."):
            for cls in vars(module).values():
                if inspect.isclass(cls) and cls.__module__ == name:
                    _guard_class(cls)


def _guard_class(cls):
    if issubclass(cls, BaseModel):
        for name, method in list(vars(cls).items()):
            if not name.startswith("_") and inspect.isfunction(method):
                setattr(cls, name, _answering(method))


def _answering(method):
    is_changing = method.__name__ in CHANGING

    @wraps(method)
    def answer(self, *args, **kwargs):
        if is_changing and not self.env.su:
            _check_caller(self)
            _check_storable(self, *args, *kwargs.values())
        try:
            return method(self, *args, **kwargs)
        except FAILURES as error:
            fault = next(_faults(error, method, self, args, kwargs), None)
            if fault is None:
                raise
            raise UserError(fault) from error

    return answer


def _check_caller(records):
    """Refuse ids and a language with which the end of the transaction would fail.

    :raise UserError: tells what is invalid
    """
    if not all(map(is_record_id, records._ids)):
        raise UserError(_no_such_record(_speaking(records)))
    if not is_text(records.env.context.get("lang")):
        raise UserError(_invalid(_speaking(records), "context"))


def _no_such_record(records):
    return records.env._("There is no such record. Reload the page and try again.")


def _invalid(records, name):
    return records.env._(
        "The interface was called with an invalid value for: %(name)s",
        name=_printable(name),
    )


def _check_storable(records, *arguments):
    """Refuse values that the database cannot store.

    :raise ValidationError: names all fields with such values
    """
    wrong = {
        name
        for argument in arguments
        for values in (argument if isinstance(argument, list) else [argument])
        if isinstance(values, Mapping)
        for name, value in values.items()
        if not (is_storable(value) and is_within(records, name, value))
        and is_kept(records, name)
    }
    if wrong:
        records = _speaking(records)
        known = records.fields_get(wrong, ["string"])
        labels = (known.get(name, {"string": name})["string"] for name in wrong)
        raise ValidationError(
            records.env._(
                "These fields accept only valid text and ordinary numbers. Correct"
                " them: %(names)s",
                names=", ".join(sorted(map(_printable, labels))),
            )
        )


def _speaking(records):
    """Leave out a language that is no text: no message could be translated."""
    is_language = is_text(records.env.context.get("lang"))
    return records if is_language else records.with_context(lang=None)


def _printable(name):
    return str(name).encode("ascii", "backslashreplace").decode()


def _faults(error, method, records, args, kwargs):
    """Yield messages about what is invalid in a call, the most helpful first."""
    context, records = records.env.context, _speaking(records)
    # the database is asked for the others of a call as well
    if not all(map(is_record_id, (*records._ids, *records._prefetch_ids))):
        yield _no_such_record(records)
    elif len({*records._ids}) < len(records._ids):
        yield records.env._("The same record was given twice. Give each of them once.")
    if len(records) != 1 and _raised_in(error) in SINGLE:
        yield records.env._("This is done with one record at a time. Choose one.")
    unknown = records.env._("The interface was called with too few or unknown values.")
    if _raised_in(error) == "_raise_for_invalid_parameters":
        yield unknown
    try:
        bound = inspect.signature(method).bind(records, *args, **kwargs).arguments
        _records, *arguments = bound.items()
    except TypeError:
        yield unknown
        return
    unfits = (unfit(records, *named) for named in (("context", context), *arguments))
    named = dict(arguments)
    for name in (*unfits, unfit_together(named), _rejected(error, named)):
        if name:
            yield _invalid(records, name)


def _rejected(error, arguments):
    """Return ``domain`` if the database could not read or compare a value in it, else
    None."""
    is_rejected = isinstance(error, psycopg2.DataError | UndefinedFunction)
    return "domain" if is_rejected and "domain" in arguments else None


def _raised_in(error):
    """Return the name of the function in which an error was raised."""
    traceback = error.__traceback__
    while traceback.tb_next:
        traceback = traceback.tb_next
    return traceback.tb_frame.f_code.co_name
