using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Ingestion.ControlImport;

/// <summary>What is imported, and by what it is known when it is sent again.</summary>
/// <param name="Door">http or folder.</param>
/// <param name="Name">Of the file, if its sender said it.</param>
/// <param name="Form">Of the file; jsonl for JSON lines.</param>
/// <param name="Source">Null where each row names its own.</param>
/// <param name="TotalBytes">Null when its sender did not say.</param>
sealed record ImportIdentity(string Door, string? Name, string Form, string? Source, long? TotalBytes)
{
    public required byte[] Fingerprint { get; init; }

    /// <param name="how">Whatever else makes another import of the same bytes: how they are read, and where they lie.</param>
    /// <param name="begin">Of the file.</param>
    public static ImportIdentity Of(string door, string? name, string form, string? source, long? totalBytes, string how, ReadOnlySpan<byte> begin)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[] { door, form, source ?? "", totalBytes?.ToString(CultureInfo.InvariantCulture) ?? "", how })
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }
        hash.AppendData(begin);
        return new ImportIdentity(door, name, form, source, totalBytes) { Fingerprint = hash.GetHashAndReset() };
    }
}
