using System.Text.Json;
using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Contracts;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>What LedgerWriter says is in the books for good.</summary>
static class LedgerEntryStore
{
    /// <summary>The ledger never changes an entry, so the first announcement is as good as any.</summary>
    public static void Posted(Notes notes, IReadOnlyList<PostedEntry> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.ledger_entries
                    (organisation, entry_id, source, transaction_id, revision, part, reverses, totals, entry_date, posted_at, trace_id)
                SELECT $1, entry_id, source, transaction_id, revision, part, reverses, totals::jsonb, entry_date, posted_at, trace_id
                FROM unnest($2::uuid[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::uuid[], $8::text[], $9::date[], $10::timestamptz[], $11::text[])
                    AS item (entry_id, source, transaction_id, revision, part, reverses, totals, entry_date, posted_at, trace_id)
                ORDER BY entry_id
                ON CONFLICT (organisation, entry_id) DO NOTHING
                """,
                items
            )
            .Value(item => item.Entry.EntryId)
            .Value(item => item.Entry.Source)
            .Value(item => item.Entry.TransactionId)
            .Value(item => item.Entry.Revision)
            .Value(item => item.Entry.Part)
            .Value(item => item.Entry.Reverses)
            .Value(item => JsonSerializer.Serialize(Totals.OfDebits(item.Entry.Lines.Select(line => (line.Currency, line.Amount)))))
            .Value(item => item.Entry.Date)
            .Time(item => item.PostedAt)
            .Text(item => TraceId.Of(item.TraceParent));
}
