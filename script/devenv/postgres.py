"""The PostgreSQL server: the one the user names, or a cluster of our own."""

import os
from dataclasses import dataclass
from getpass import getuser
from urllib.parse import parse_qs, unquote, urlsplit

from .cluster import Cluster
from .console import Failure


@dataclass(frozen=True)
class Server:
    """How to reach PostgreSQL. ``cluster`` is set where the server is ours."""

    host: str
    port: str
    user: str
    password: str = ""
    sslmode: str = ""
    cluster: Cluster | None = None

    def environ(self):
        """Return the variables that all clients of PostgreSQL understand."""
        variables = {
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
            "PGSSLMODE": self.sslmode,
        }
        return {name: value for name, value in variables.items() if value}

    def database(self, purpose):
        """Return the name of a database; on a server of others it says whose it is."""
        return purpose if self.cluster else f"opportunity_plus_{purpose}"


def named():
    """Return the server that the user names, or None."""
    server = _from_url() or _from_variables()
    if server and server.user == "postgres":
        raise Failure("Odoo refuses the user postgres: name a role with CREATEDB")
    return server


def own(state):
    """Return a server of our own, started unless it runs already."""
    cluster = Cluster(state)
    cluster.start()
    return Server(str(cluster.socket), "5432", "odoo", cluster=cluster)


def _from_url():
    url = os.environ.get("DATABASE_URL")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise Failure("DATABASE_URL must look like postgresql://user:password@host/")
    query = parse_qs(parts.query)
    return Server(
        host=unquote(parts.hostname or query.get("host", ["localhost"])[0]),
        port=str(parts.port or 5432),
        user=unquote(parts.username or getuser()),
        password=unquote(parts.password or ""),
        sslmode=query.get("sslmode", [""])[0],
    )


def _from_variables():
    host = os.environ.get("PGHOST")
    if not host:
        return None
    return Server(
        host=host,
        port=os.environ.get("PGPORT", "5432"),
        user=os.environ.get("PGUSER") or getuser(),
        password=os.environ.get("PGPASSWORD", ""),
        sslmode=os.environ.get("PGSSLMODE", ""),
    )
