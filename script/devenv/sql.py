"""Run one SQL statement and print its rows: ``python sql.py DATABASE STATEMENT``.

A program of its own, since it runs in the Python that has a driver. The server
is the one that the environment names.
"""

import json
import sys

import psycopg2

database, statement = sys.argv[1:]
try:
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(statement)
except psycopg2.Error as error:
    sys.exit(" ".join(str(error).split()))
print(json.dumps(cursor.fetchall() if cursor.description else [], default=str))
