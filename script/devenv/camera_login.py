"""Logging in for :mod:`camera`, with the Python that has ``requests``."""

import re

import requests

_SECONDS = 60


def session_of(address, login, language):
    """Log in, in a language; return the number of the session."""
    session = requests.Session()
    session.trust_env = False  # no proxy stands between us and this machine

    def ask(path, parameters):
        task = {"jsonrpc": "2.0", "method": "call", "params": parameters}
        answer = session.post(address + path, json=task, timeout=_SECONDS).json()
        if "error" in answer:
            raise SystemExit(f"{path}: {answer['error']['data']['message']}")
        return answer["result"]

    def log_in():
        place = f"{address}/web/login"
        page = session.get(place, timeout=_SECONDS).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        form = {"csrf_token": token, "login": login, "password": login}
        session.post(place, form, timeout=_SECONDS)
        return ask("/web/session/get_session_info", {})

    me = log_in()
    if me["user_context"]["lang"] != language:
        args = [me["uid"], {"lang": language}]
        words = {"model": "res.users", "method": "write", "args": args, "kwargs": {}}
        ask("/web/dataset/call_kw", words)
        session.cookies.clear()
        log_in()  # a session keeps the language that it began with
    return session.cookies["session_id"]
