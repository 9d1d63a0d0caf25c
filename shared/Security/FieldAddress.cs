using System.Text;

namespace AccountingSync.Security;

/// <summary>Where a ciphertext lives. It is authenticated with the ciphertext, so a value that was copied to another
/// row, column or organisation cannot be decrypted there.</summary>
public static class FieldAddress
{
    /// <returns>organisation|table|column|row id</returns>
    /// <exception cref="ArgumentException">One of the first three holds the separator: two fields could share an address.</exception>
    public static string Of(string organisation, string table, string column, string rowId)
    {
        foreach (var part in (ReadOnlySpan<string>)[organisation, table, column])
            if (part.Contains('|', StringComparison.Ordinal))
                throw new ArgumentException($"'{part}' holds the separator '|'.", nameof(organisation));
        return $"{organisation}|{table}|{column}|{rowId}";
    }

    internal static byte[] Authenticated(ReadOnlySpan<byte> header, string address)
    {
        var bytes = new byte[header.Length + Encoding.UTF8.GetByteCount(address)];
        header.CopyTo(bytes);
        Encoding.UTF8.GetBytes(address, bytes.AsSpan(header.Length));
        return bytes;
    }
}
