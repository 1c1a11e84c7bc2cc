"""Everything a database holds, in a form that can be compared."""

import json
from collections import Counter
from typing import NamedTuple

_SCHEMA = """
    SELECT 'relation ' || relname || ' ' || relkind::text
           || coalesce(' with ' || reloptions::text, '')
      FROM pg_class
     WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('column %s.%s %s not null %s default %s',
                  attrelid::regclass, attname, format_type(atttypid, atttypmod),
                  attnotnull, pg_get_expr(adbin, adrelid))
      FROM pg_attribute
      JOIN pg_class ON pg_class.oid = attrelid AND relkind IN ('r', 'v', 'm')
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT format('constraint %s %s %s',
                  conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT format('view %s %s', viewname, definition)
      FROM pg_views WHERE schemaname = 'public'
    UNION ALL
    SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT format('function %s %s', oid::regprocedure, md5(prosrc))
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('type %s', oid::regtype)
      FROM pg_type
     WHERE typnamespace = 'public'::regnamespace AND typtype IN ('d', 'e')
    UNION ALL
    SELECT 'statistics ' || pg_get_statisticsobjdef(oid) FROM pg_statistic_ext
    UNION ALL
    SELECT format('schema %s', nspname)
      FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'
    UNION ALL
    SELECT 'extension ' || extname FROM pg_extension
    UNION ALL
    SELECT format('comment on %s: %s', pg_describe_object(classoid, objoid, objsubid),
                  description)
      FROM pg_description JOIN pg_class ON pg_class.oid = objoid
     WHERE relnamespace = 'public'::regnamespace
"""
# Of a large table, the sum of each column: which rows differ takes too much memory.
_ROWS = """
    CREATE TEMPORARY TABLE _row (relation text, content text);
    DO $$
    DECLARE
        kept CONSTANT text[] := ARRAY['write_date', 'write_uid'];
        key text;
        many boolean;
        relation text;
        name text;
    BEGIN
        FOR relation IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
        LOOP
            EXECUTE format(
                'SELECT EXISTS (SELECT FROM %%I OFFSET %(large)s)', relation
            ) INTO many;
            IF NOT many THEN
                EXECUTE format(
                    'INSERT INTO _row SELECT %%L, (to_jsonb(t) - %%L::text[])::text'
                    '  FROM %%I t', relation, kept, relation
                );
                CONTINUE;
            END IF;
            key := CASE WHEN EXISTS (
                SELECT FROM pg_attribute
                 WHERE attrelid = relation::regclass AND attname = 'id'
            ) THEN 't.id' ELSE '0' END;
            FOR name IN
                SELECT attname FROM pg_attribute
                 WHERE attrelid = relation::regclass AND attnum > 0
                   AND NOT attisdropped AND attname <> ALL (kept)
            LOOP
                EXECUTE format(
                    'INSERT INTO _row'
                    ' SELECT %%L, concat_ws('' '', %%L, count(*),'
                    '        sum(hashtextextended(concat(%%s, '':'', t.%%I), 0)))'
                    '   FROM %%I t', relation, name, key, name, relation
                );
            END LOOP;
        END LOOP;
    END $$;
    SELECT relation, content FROM _row
"""
_LARGE = 50_000
# What Odoo itself leaves behind when any module comes and goes: the table, and what
# is in the row.
_LEFT_BY_ODOO = (
    # removal asks the vacuum job to run soon
    ("ir_cron_trigger", ""),
    # each change of modules tells other workers to reload
    ("orm_signaling_registry", ""),
)
# What Odoo declares in one way and makes in another, until a module that extends what
# all models inherit has it compare the two.
_MADE_BY_ODOO = "constraint rule_group_rel rule_group_rel_group_id_fkey "


class Snapshot(NamedTuple):
    """What a database held at a moment.

    :param schema: all that its catalog tells of, but for rows
    :param rows: all rows, but for when and by whom they were written
    """

    schema: set
    rows: set


def take(environment, database):
    """Return what a database holds."""
    rows = environment.sql(_ROWS % {"large": _LARGE}, database)
    return Snapshot(
        {line for (line,) in environment.sql(_SCHEMA, database)},
        {(table, row) for table, row in rows},
    )


def schema_changes(before, after):
    """Return what the catalog tells otherwise, but for what Odoo makes by itself."""
    changed = changes(before.schema, after.schema)
    return [line for line in changed if _MADE_BY_ODOO not in line]


def design_changes(before, after):
    """Return the same without comments: an update leaves those of columns as they were
    when Odoo made them."""
    return [line for line in schema_changes(before, after) if line[2:9] != "comment"]


def row_changes(before, after):
    """Return the rows that are not as before, but for what Odoo leaves by itself; of a
    row that is on both sides, what differs."""
    rows, later = {*_own(before)}, {*_own(after)}
    gone, come = _by_identity(rows - later), _by_identity(later - rows)
    for key in gone.keys() & come.keys():
        gone[key], come[key] = _differing(gone[key], come[key])
    return changes(_lines(gone), _lines(come))


def _by_identity(rows):
    """Return rows by their table and id; without an id, a row is its own."""
    loaded = (
        (table, row, row.startswith("{") and json.loads(row)) for table, row in rows
    )
    return {(table, one and one.get("id") or row): row for table, row, one in loaded}


def _differing(before, after):
    """Return both rows without the values that they share, but with their id."""
    one, other = json.loads(before), json.loads(after)
    shared = {name for name in one if name != "id" and one[name] == other.get(name)}
    return [
        json.dumps({name: row[name] for name in row if name not in shared})
        for row in (one, other)
    ]


def _lines(rows):
    return {f"{table} {row}" for (table, _id), row in rows.items()}


def size_changes(before, after):
    """Return the tables that have more or fewer rows than before."""
    return changes(_sizes(before), _sizes(after))


def _sizes(taken):
    """Return how many rows each table has, which the sums of a large one tell."""
    sizes = Counter()
    for table, row in _own(taken):
        sizes[table] = sizes[table] + 1 if row.startswith("{") else int(row.split()[1])
    return {f"{size} rows: {table}" for table, size in sizes.items()}


def _own(taken):
    """Return the rows of a snapshot, but for those that Odoo leaves by itself."""
    return [
        (table, row)
        for table, row in taken.rows
        if not any(table == left and text in row for left, text in _LEFT_BY_ODOO)
    ]


def changes(before, after):
    """Return what is there no longer (-), and what is there now (+)."""
    gone, come = sorted(before - after), sorted(after - before)
    return [*(f"- {line}" for line in gone), *(f"+ {line}" for line in come)]
