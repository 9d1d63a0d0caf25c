namespace AccountingSync.Ingestion.Sources.Clover;

/// <summary>Which object of which merchant, as in the paths of Clover's interface: <c>MERCHANT/payments/ID</c>.</summary>
/// <param name="Kind">payments or orders.</param>
sealed record CloverId(string Merchant, string Kind, string Object)
{
    /// <summary>Clover's ids are 13 letters and digits; this leaves room.</summary>
    const int MaxLength = 40;

    public string Path => $"{Merchant}/{Kind}/{Object}";

    /// <returns>Null when it could name anything else: it becomes part of an address.</returns>
    public static CloverId? Of(string path) =>
        path.Split('/') is [var merchant, Payments.Kind or Orders.Kind, var id] && IsId(merchant) && IsId(id)
            ? new CloverId(merchant, path.Split('/')[1], id)
            : null;

    static bool IsId(string text) => text.Length is > 0 and <= MaxLength && text.All(char.IsAsciiLetterOrDigit);
}
