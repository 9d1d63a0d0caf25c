using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Accounting.Reconciliation;

/// <summary>The same finding has the same identity in every run: the first 16 bytes of the SHA-256 of organisation, type and
/// what it is about, joined by the unit separator.</summary>
public static class DiscrepancyId
{
    const char Separator = '\u001f';

    public static Guid For(string organisation, DiscrepancyType type, Subject subject)
    {
        var text = string.Join(Separator, [organisation, DiscrepancyTypes.Name(type), .. About(type, subject)]);
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16), bigEndian: true);
    }

    static IEnumerable<string?> About(DiscrepancyType type, Subject subject) =>
        type switch
        {
            DiscrepancyType.MissingInLedger
            or DiscrepancyType.UnexpectedInLedger
            or DiscrepancyType.HeldTooLong
            or DiscrepancyType.GivenBackDiffers => [subject.Source, subject.TransactionId, subject.Revision?.ToString(CultureInfo.InvariantCulture)],
            DiscrepancyType.DoubledInLedger
            or DiscrepancyType.PayoutNotCleared
            or DiscrepancyType.PayoutNotRecognised
            or DiscrepancyType.MissingInBank
            or DiscrepancyType.UnexpectedInBank => [subject.Source, subject.TransactionId],
            DiscrepancyType.MissingInPlatform => [subject.Connection, subject.EntryId?.ToString("D")],
            // A second document whose key is gone has no entry that could be named.
            DiscrepancyType.DoubledInPlatform => [subject.Connection, subject.EntryId?.ToString("D") ?? subject.PlatformId],
            // A document may lose our key; it stays the same document.
            DiscrepancyType.UnexpectedInPlatform
            or DiscrepancyType.AmountDiffers
            or DiscrepancyType.EditedInPlatform
            or DiscrepancyType.DeletedInPlatform => [subject.Connection, subject.PlatformId],
            DiscrepancyType.SourceIncomplete => [subject.Source, subject.Period],
            DiscrepancyType.CountsDiffer => [],
            _ => throw new UnreachableException(),
        };
}
