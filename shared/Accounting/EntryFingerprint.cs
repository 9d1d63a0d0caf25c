namespace AccountingSync.Accounting;

/// <summary>Tells whether two revisions of a transaction say the same to the books: date, description, rule and lines.</summary>
public static class EntryFingerprint
{
    /// <returns>44 characters; equal for entries that differ in their revision alone.</returns>
    public static string Of(JournalEntry entry) =>
        Convert.ToBase64String(ContentBytes.Hash(entry with { Id = Guid.Empty, Origin = entry.Origin with { Revision = 0 } }));
}
