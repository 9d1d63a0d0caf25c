using AccountingSync.Ingestion.Files;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>What the sender of a file says about it, in the address; all of it may be left out.</summary>
/// <param name="Form">Null: it is recognised.</param>
/// <param name="Settings">Without what the connection tells.</param>
/// <param name="Charset">Null: it is recognised.</param>
sealed record FileQuestion(IFileForm? Form, FileSettings Settings, string? Charset)
{
    static readonly string[] Known = ["form", "source", "currency", "timezone", "decimal", "dates", "charset", "rows", "name"];

    /// <exception cref="QuestionException">Something is said that means nothing.</exception>
    public static FileQuestion Of(IQueryCollection query, string? contentType)
    {
        string? Said(string name) => query[name] is [{ Length: > 0 } value] ? value : null;
        T? OneOf<T>(string name, params (string Word, T Value)[] words)
            where T : struct =>
            Said(name) is not { } word ? null
            : words.FirstOrDefault(pair => pair.Word == word) is { Word: not null } found ? found.Value
            : throw new QuestionException(name, $"'{word}' is none of {string.Join(", ", words.Select(pair => pair.Word))}.");

        if (query.Keys.FirstOrDefault(name => !Known.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new QuestionException(unknown, $"Nothing is asked by that name. Known are {string.Join(", ", Known)}.");
        if (Said("currency") is { } currency && !Accounting.Currencies.TryFind(currency, out _))
            throw new QuestionException("currency", $"'{currency}' is no ISO 4217 currency in use; send the three-letter code in capitals.");
        if (Said("timezone") is { } zone && ZoneText.Find(zone) is null)
            throw new QuestionException("timezone", $"IANA knows no time zone '{zone}'; send one such as Europe/Berlin.");
        return new FileQuestion(
            Said("form") is not { } form
                ? null
                : FileForms.Find(form) ?? throw new QuestionException("form", $"There is no form '{form}'. Known are {FileForms.Names}."),
            new FileSettings
            {
                Source = Said("source"),
                Currency = Said("currency"),
                TimeZone = Said("timezone"),
                Decimal = OneOf("decimal", ("point", DecimalSign.Point), ("comma", DecimalSign.Comma)),
                Dates = OneOf("dates", ("dmy", DateOrder.DayMonthYear), ("mdy", DateOrder.MonthDayYear)),
            },
            Said("charset") ?? CharsetOf(contentType)
        );
    }

    static string? CharsetOf(string? contentType) =>
        System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type) && type.CharSet is { Length: > 0 } charset ? charset : null;
}

/// <summary>The address of an import says something that means nothing.</summary>
/// <param name="name">Of the parameter.</param>
sealed class QuestionException(string name, string message) : Exception(message)
{
    public string Name => name;
}
