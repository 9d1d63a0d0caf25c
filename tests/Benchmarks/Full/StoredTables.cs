namespace AccountingSync.Benchmarks.Full;

/// <summary>A table that keeps rows for good, and how a sale's row becomes the row of another sale.</summary>
/// <param name="Sample">Which rows of <c>sample</c>'s sales are taken as patterns: the text behind <c>FROM</c>.</param>
/// <param name="Copied">Columns that the other sale's row has with the same content.</param>
/// <param name="Changed">The other columns, each with what it has instead. <c>{id}</c> is the other sale's id, <c>{times}</c> how often the
/// patterns were gone through before.</param>
sealed record StoredTable(string Name, string Sample, string Copied, params (string Column, string Value)[] Changed)
{
    public string TemporaryName => "pattern_of_" + Name.Replace('.', '_');

    public string Columns => string.Join(", ", Changed.Select(changed => changed.Column).Prepend(Copied));

    public string Values => string.Join(", ", Changed.Select(changed => changed.Value).Prepend(Copied));
}

static class StoredTables
{
    const string OtherEvent = "md5(event::text || ' ' || {times})::uuid";

    /// <summary>What an accepted, mapped and posted sale leaves behind. Left out: inboxes, outboxes and what is still to be checked, which are
    /// emptied as time goes by, and platforms, of which there are none here.</summary>
    public static readonly IReadOnlyList<StoredTable> All =
    [
        new(
            "ingestion.transactions",
            "ingestion.transactions AS t JOIN sample USING (organisation, source, id)",
            "organisation, source, revision, content_hash, received_at",
            ("id", "{id}"),
            ("event", OtherEvent)
        ),
        new(
            "transformation.transactions",
            "transformation.transactions AS t JOIN sample USING (organisation, source, id)",
            "organisation, source, revision, outcome, mapped_revision, decided_at",
            ("id", "{id}")
        ),
        new(
            "ledger.entries",
            "ledger.entries AS t JOIN sample ON t.id = entry_id",
            "organisation, source, revision, part, entry_date, rule_set, rule_version, rule, rule_hash, reverses, accounts, currencies, amounts",
            ("id", "ledger.entry_id(organisation, source, {id}, revision, part)"),
            ("transaction_id", "{id}"),
            ("description", "replace(description, transaction_id, {id})"),
            ("details", "replace(details::text, transaction_id, {id})::jsonb"),
            ("posted_at", "now()")
        ),
        new(
            "reconciliation.source_transactions",
            "reconciliation.source_transactions AS t JOIN sample USING (organisation, source, id)",
            "organisation, source, revision, kind, currency, gross, occurred_at, received_at, trace_id",
            ("id", "{id}"),
            ("posted_at", "now()")
        ),
        new(
            "reconciliation.ledger_entries",
            "reconciliation.ledger_entries AS t JOIN sample USING (organisation, entry_id)",
            "organisation, source, revision, part, reverses, totals, entry_date, trace_id",
            ("entry_id", "ledger.entry_id(organisation, source, {id}, revision, part)"),
            ("transaction_id", "{id}"),
            ("posted_at", "now()")
        ),
    ];

    /// <summary>The raw requests: one for all its sales, so they are stored once for each time that the patterns were gone through.</summary>
    public static readonly StoredTable Events = new(
        "ingestion.events",
        "ingestion.events AS t JOIN (SELECT DISTINCT event FROM sample) AS wanted ON t.id = wanted.event",
        "organisation, door, connection, event_id, disposition, reason, received_at, payload",
        ("id", OtherEvent)
    );
}
