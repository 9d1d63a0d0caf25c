namespace AccountingSync.Reconciliation.Collect;

/// <param name="Outcome">corrected, already_so, refused, changed, altered or parked.</param>
sealed record EndedCorrection(Guid Correction, string Source, string TransactionId, string Field, string Outcome, DateTimeOffset At);

/// <summary>What sources were asked to correct.</summary>
static class SourceCorrectionStore
{
    /// <summary>A correction ends once: what was told first stays, but for parked, which a late answer replaces.</summary>
    public static void Ended(Notes notes, IReadOnlyList<EndedCorrection> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.source_corrections (organisation, correction, source, transaction_id, field, outcome, at)
                SELECT $1, correction, source, transaction_id, field, outcome, at
                FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
                    AS item (correction, source, transaction_id, field, outcome, at)
                ON CONFLICT (organisation, correction) DO UPDATE SET outcome = excluded.outcome, at = excluded.at
                WHERE source_corrections.outcome = 'parked' AND excluded.outcome <> 'parked'
                """,
                items
            )
            .Value(item => item.Correction)
            .Value(item => item.Source)
            .Value(item => item.TransactionId)
            .Value(item => item.Field)
            .Value(item => item.Outcome)
            .Time(item => item.At);
}
