namespace AccountingSync.Ingestion.Files.Csv;

/// <summary>The names of a file's columns, in its first line. Upper and lower case are the same, and blanks around a name are none of it.</summary>
sealed class CsvHeader
{
    /// <summary>The column in which rows that were not accepted are given back with the reason. It is read by no form.</summary>
    public const string Reason = "import_error";

    readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);

    public CsvHeader(IReadOnlyList<string> names)
    {
        Names = [.. names.Select(name => name.Trim())];
        for (var place = 0; place < Names.Count; place++)
            if (Names[place].Length > 0 && !places.TryAdd(Names[place], place))
                Twice ??= Names[place];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>A name that two columns have; null when there is none.</summary>
    public string? Twice { get; }

    public bool Has(string name) => places.ContainsKey(name);

    /// <returns>Null when no column has the name.</returns>
    public int? PlaceOf(string name) => places.TryGetValue(name, out var place) ? place : null;
}
