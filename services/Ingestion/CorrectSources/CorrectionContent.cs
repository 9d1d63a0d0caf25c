using System.Security.Cryptography;
using System.Text.Json;
using AccountingSync.Accounting.Corrections;
using AccountingSync.Postgres;
using AccountingSync.Security;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>The texts of corrections, which may hold anything: encrypted where they lie.</summary>
sealed class CorrectionContent(DataKeys keys)
{
    public sealed record Texts(string? From, string? To, string Reason);

    public async Task<byte[]> Encrypt(string organisation, SourceCorrection correction, CancellationToken stop)
    {
        var texts = new Texts(correction.From, correction.To, correction.Reason);
        return (await keys.For(organisation, stop)).Encrypt(
            JsonSerializer.SerializeToUtf8Bytes(texts),
            Address(organisation, correction.Id, "content")
        );
    }

    public async Task<Texts> Decrypt(string organisation, Guid id, byte[] encrypted, CancellationToken stop) =>
        JsonSerializer.Deserialize<Texts>(await keys.Decrypt(organisation, encrypted, Address(organisation, id, "content"), stop))!;

    /// <returns>Null when the source said nothing.</returns>
    public async Task<byte[]?> EncryptThere(string organisation, Guid id, string? there, CancellationToken stop) =>
        there is null
            ? null
            : (await keys.For(organisation, stop)).Encrypt(JsonSerializer.SerializeToUtf8Bytes(there), Address(organisation, id, "there"));

    public async Task<string?> DecryptThere(string organisation, Guid id, byte[]? encrypted, CancellationToken stop) =>
        encrypted is null
            ? null
            : JsonSerializer.Deserialize<string>(await keys.Decrypt(organisation, encrypted, Address(organisation, id, "there"), stop));

    /// <summary>Tells what was asked from something else that bears the same id.</summary>
    public static byte[] Hash(SourceCorrection correction) =>
        SHA256.HashData(
            JsonSerializer.SerializeToUtf8Bytes(
                (string?[])
                    [
                        correction.Id.ToString(),
                        correction.Source,
                        correction.TransactionId,
                        correction.Field.Word,
                        correction.From,
                        correction.To,
                        correction.Reason,
                        correction.AskedBy,
                    ]
            )
        );

    static string Address(string organisation, Guid id, string column) => FieldAddress.Of(organisation, "corrections", column, id.ToString());
}
