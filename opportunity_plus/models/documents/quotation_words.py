# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How a quotation stands, in words: short for a card, with its number for a form."""


def brief(env, quotation):
    """Return the words for a card, such as ``Sent 3 days ago, valid 12 more days``."""
    words = {
        "draft": lambda: env._("Quotation in draft"),
        "sent": lambda: _with_validity(env, quotation, _sent(env, quotation)),
        "expired": lambda: _expired(env, _days(quotation.valid_until, quotation.today)),
        "signed": lambda: env._("Quotation signed"),
    }
    return words[quotation.state]()


def summary(env, quotation):
    """Return the words for a form, which name the quotation."""
    name = quotation.name
    words = {
        "draft": lambda: env._("Quotation %s is a draft", name),
        "sent": lambda: _with_validity(env, quotation, _named_sent(env, quotation)),
        "expired": lambda: _named_expired(env, quotation),
        "signed": lambda: env._("Quotation %s is signed", name),
    }
    return words[quotation.state]()


def _days(start, end):
    return (end - start).days


def _with_validity(env, quotation, sent):
    if not quotation.valid_until:
        return sent
    valid = _valid(env, _days(quotation.today, quotation.valid_until))
    return env._("%(sent)s, %(valid)s", sent=sent, valid=valid)


def _valid(env, days):
    if days < 1:
        return env._("valid until today")
    return env._("valid 1 more day") if days == 1 else env._("valid %s more days", days)


def _sent(env, quotation):
    days = quotation.sent_on and _days(quotation.sent_on, quotation.today)
    if days is None:
        return env._("Quotation sent")
    if days < 1:
        return env._("Sent today")
    return env._("Sent 1 day ago") if days == 1 else env._("Sent %s days ago", days)


def _named_sent(env, quotation):
    days = quotation.sent_on and _days(quotation.sent_on, quotation.today)
    name = quotation.name
    if days is None:
        return env._("Quotation %s sent", name)
    if days < 1:
        return env._("Quotation %s sent today", name)
    if days == 1:
        return env._("Quotation %s sent 1 day ago", name)
    return env._("Quotation %(name)s sent %(days)s days ago", name=name, days=days)


def _expired(env, days):
    if days == 1:
        return env._("Quotation expired 1 day ago")
    return env._("Quotation expired %s days ago", days)


def _named_expired(env, quotation):
    days = _days(quotation.valid_until, quotation.today)
    if days == 1:
        return env._("Quotation %s expired 1 day ago", quotation.name)
    return env._(
        "Quotation %(name)s expired %(days)s days ago", name=quotation.name, days=days
    )
