"""Everything a database holds, in a form that can be compared."""

_SCHEMA = """
    SELECT 'relation ' || relname || ' ' || relkind::text
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
    SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
"""
_ROWS = """
    CREATE TEMPORARY TABLE _row (relation text, content jsonb);
    DO $$
    DECLARE relation text;
    BEGIN
        FOR relation IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
        LOOP
            EXECUTE format(
                'INSERT INTO _row SELECT %L, to_jsonb(t) FROM %I t', relation, relation
            );
        END LOOP;
    END $$;
    SELECT relation, (content - ARRAY['write_date', 'write_uid'])::text FROM _row
"""


def schema(environment, database):
    """Return all tables, columns, constraints, indexes and triggers."""
    return {line for (line,) in environment.sql(_SCHEMA, database)}


def rows(environment, database):
    """Return all rows of all tables, but for when and by whom they were written."""
    return {(table, row) for table, row in environment.sql(_ROWS, database)}
