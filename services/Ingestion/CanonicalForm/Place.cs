using System.Globalization;

namespace AccountingSync.Ingestion.CanonicalForm;

/// <summary>Where in a transaction an object stands; becomes a JSON pointer only when there is a problem to report.</summary>
/// <param name="List">Null for the transaction itself.</param>
/// <param name="Index">Null for an object that is no list.</param>
readonly record struct Place(string? List, int? Index)
{
    public static Place Root => default;

    public static Place Attributes => new("attributes", null);

    public string Of(string member) => $"{this}/{Escape(member)}";

    public override string ToString() =>
        (List, Index) switch
        {
            (null, _) => "",
            (_, null) => $"/{List}",
            var (list, index) => string.Create(CultureInfo.InvariantCulture, $"/{list}/{index}"),
        };

    // RFC 6901, section 3.
    static string Escape(string member) => member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
