"""Whether history is as it was written: every event's hash is worked out again from all that it says."""

from dpss.access.findings import Invariant

_WHOLE = Invariant(
    name="history whole",
    sentence="Every event has the hash that follows from what it says and from the event before it.",
    count_sql="select count(*) from access_auditevent",
    violations_sql="""
        select e.stream, e.position, 'does not follow from the event before it'
        from (
            select event, event.stream, event.position, event.hash,
                   lag(event.hash) over events as hash_before,
                   row_number() over events as place
            from access_auditevent event
            window events as (partition by event.stream order by event.position)
        ) e
        where e.position <> e.place or e.hash <> access.audit_digest(e.event, coalesce(e.hash_before, ''))
        order by e.stream, e.position
    """,
)
# Without the heads, events cut off from the end of a stream would not be missed.
_COMPLETE = Invariant(
    name="history complete",
    sentence="Every stream of history ends with the event that its head names, and has as many as it says.",
    count_sql="select count(*) from access_auditstream",
    violations_sql="""
        select coalesce(head.name, ending.stream), 'ends at', ending.position, 'and not at', head.length
        from access_auditstream head
        full join (
            select distinct on (stream) stream, position, hash
            from access_auditevent order by stream, position desc
        ) ending on ending.stream = head.name
        where ending.position is distinct from head.length or ending.hash is distinct from head.head
        order by 1
    """,
)
_GUARDED = Invariant(
    name="history guarded",
    sentence="The trigger that refuses a change of history is there and on; the portal may only append.",
    count_sql="select 2",
    violations_sql="""
        select 'access_auditevent has no append_only trigger that is always on'
        where not exists (
            select from pg_trigger t
            where t.tgrelid = 'access_auditevent'::regclass and t.tgname = 'append_only'
                and t.tgfoid = 'access.refuse_change()'::regprocedure and t.tgenabled in ('O', 'A')
        )
        union all
        select 'access_auditevent can be written by dpss_app'
        where has_table_privilege('dpss_app', 'access_auditevent', 'insert, update, delete, truncate')
    """,
)


def invariants() -> list[Invariant]:
    """The checks of the chains of events."""
    return [_WHOLE, _COMPLETE, _GUARDED]
