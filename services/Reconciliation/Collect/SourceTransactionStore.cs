using AccountingSync.Contracts;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>What Ingestion and Transformation say about source transactions. Each statement keeps the winner of a comparison that
/// does not depend on which came first. Rows are written in the order of their key, so that two sessions cannot wait for each other.</summary>
static class SourceTransactionStore
{
    public static void Received(Notes notes, IReadOnlyList<ReceivedTransaction> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.source_transactions AS known
                    (organisation, source, id, revision, kind, currency, gross, occurred_at, received_at, trace_id)
                SELECT DISTINCT ON (source, id, revision) $1, source, id, revision, kind, currency, gross, occurred_at, received_at, trace_id
                FROM unnest($2::text[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::numeric[], $8::timestamptz[], $9::timestamptz[], $10::text[])
                    AS item (source, id, revision, kind, currency, gross, occurred_at, received_at, trace_id)
                ORDER BY source, id, revision, received_at
                ON CONFLICT (organisation, source, id, revision) DO UPDATE
                SET kind = excluded.kind, currency = excluded.currency, gross = excluded.gross, occurred_at = excluded.occurred_at,
                    received_at = excluded.received_at, trace_id = excluded.trace_id
                WHERE known.received_at IS NULL OR excluded.received_at < known.received_at
                """,
                items
            )
            .Value(item => item.Transaction.Source)
            .Value(item => item.Transaction.Id)
            .Value(item => item.Transaction.Revision)
            .Value(item => item.Transaction.Kind)
            .Value(item => item.Transaction.Currency)
            .Value(item => item.Transaction.Gross)
            .Time(item => item.Transaction.OccurredAt)
            .Time(item => item.ReceivedAt)
            .Text(item => TraceId.Of(item.TraceParent));

    public static void Held(Notes notes, IReadOnlyList<HeldTransaction> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.source_transactions AS known (organisation, source, id, revision, held_at, held_reason, overdue_at)
                SELECT DISTINCT ON (source, id, revision) $1, source, id, revision, held_at, held_reason, overdue_at
                FROM unnest($2::text[], $3::text[], $4::integer[], $5::timestamptz[], $6::text[], $7::timestamptz[])
                    AS item (source, id, revision, held_at, held_reason, overdue_at)
                ORDER BY source, id, revision, held_at DESC, held_reason DESC
                ON CONFLICT (organisation, source, id, revision) DO UPDATE
                SET held_at = excluded.held_at, held_reason = excluded.held_reason, overdue_at = excluded.overdue_at
                WHERE known.held_at IS NULL OR (excluded.held_at, excluded.held_reason) > (known.held_at, known.held_reason)
                """,
                items
            )
            .Value(item => item.Source)
            .Value(item => item.Id)
            .Value(item => item.Revision)
            .Time(item => item.HeldAt)
            .Value(item => item.Reason)
            .Value(item => item.OverdueAt?.ToUniversalTime());

    public static void Compared(Notes notes, IReadOnlyList<ComparedGivenBack> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.source_transactions AS known (organisation, source, id, revision, difference, compared_at)
                SELECT DISTINCT ON (source, id, revision) $1, source, id, revision, difference, compared_at
                FROM unnest($2::text[], $3::text[], $4::integer[], $5::text[], $6::timestamptz[]) AS item (source, id, revision, difference, compared_at)
                ORDER BY source, id, revision, compared_at DESC, difference DESC NULLS LAST
                ON CONFLICT (organisation, source, id, revision) DO UPDATE SET difference = excluded.difference, compared_at = excluded.compared_at
                WHERE known.compared_at IS NULL OR excluded.compared_at > known.compared_at
                """,
                items
            )
            .Value(item => item.Source)
            .Value(item => item.Id)
            .Value(item => item.Revision)
            .Text(item => item.Difference)
            .Time(item => item.ComparedAt);

    public static void Superseded(Notes notes, IReadOnlyList<SupersededTransaction> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.source_transactions AS known (organisation, source, id, revision, superseded_by)
                SELECT $1, source, id, revision, max(by_revision)
                FROM unnest($2::text[], $3::text[], $4::integer[], $5::integer[]) AS item (source, id, revision, by_revision)
                GROUP BY source, id, revision
                ORDER BY source, id, revision
                ON CONFLICT (organisation, source, id, revision) DO UPDATE SET superseded_by = excluded.superseded_by
                WHERE known.superseded_by IS NULL OR excluded.superseded_by > known.superseded_by
                """,
                items
            )
            .Value(item => item.Source)
            .Value(item => item.Id)
            .Value(item => item.Revision)
            .Value(item => item.ByRevision);

    public static void Rejected(Notes notes, IReadOnlyList<RejectedEntry> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.source_transactions AS known (organisation, source, id, revision, rejected_at, rejected_reason)
                SELECT DISTINCT ON (source, id, revision) $1, source, id, revision, rejected_at, reason
                FROM unnest($2::text[], $3::text[], $4::integer[], $5::timestamptz[], $6::text[]) AS item (source, id, revision, rejected_at, reason)
                ORDER BY source, id, revision, rejected_at DESC, reason DESC
                ON CONFLICT (organisation, source, id, revision) DO UPDATE
                SET rejected_at = excluded.rejected_at, rejected_reason = excluded.rejected_reason
                WHERE known.rejected_at IS NULL OR (excluded.rejected_at, excluded.rejected_reason) > (known.rejected_at, known.rejected_reason)
                """,
                items
            )
            .Value(item => item.Source)
            .Value(item => item.TransactionId)
            .Value(item => item.Revision)
            .Time(item => item.RejectedAt)
            .Value(item => item.Reason);

    /// <summary>Notes on each transaction that its entry, or the reversal of it, is in the books.</summary>
    public static void Posted(Notes notes, IReadOnlyList<PostedEntry> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.source_transactions AS known (organisation, source, id, revision, posted_at, reversed_at)
                SELECT $1, source, id, revision, min(posted_at) FILTER (WHERE part = 'entry'), min(posted_at) FILTER (WHERE part = 'reversal')
                FROM unnest($2::text[], $3::text[], $4::integer[], $5::text[], $6::timestamptz[]) AS item (source, id, revision, part, posted_at)
                GROUP BY source, id, revision
                ORDER BY source, id, revision
                ON CONFLICT (organisation, source, id, revision) DO UPDATE
                SET posted_at = least(known.posted_at, excluded.posted_at), reversed_at = least(known.reversed_at, excluded.reversed_at)
                """,
                items
            )
            .Value(item => item.Entry.Source)
            .Value(item => item.Entry.TransactionId)
            .Value(item => item.Entry.Revision)
            .Value(item => item.Entry.Part)
            .Time(item => item.PostedAt);
}
